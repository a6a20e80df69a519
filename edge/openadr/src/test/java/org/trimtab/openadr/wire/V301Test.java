package org.trimtab.openadr.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class V301Test {
    private static JsonNode json(String text) {
        return Wire.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadAnOldProgramWhenItsPropertiesAreFlat() {
        JsonNode old =
                json(
                        "{'programName':'p','country':'US','bindingEvents':false,"
                                + "'targets':[{'type':'GROUP','values':['g1','g2']}],"
                                + "'payloadDescriptors':[{'payloadType':'PRICE'}]}");
        ProgramRequest program = Wire.read(V301.up("PROGRAM", old), ProgramRequest.class);
        assertThat(program.targets()).containsExactly("g1", "g2");
        assertThat(program.attributes()).hasSize(2);
        assertThat(V301.down("PROGRAM", Wire.tree(program)).get("country"))
                .isEqualTo(old.get("country"));
        assertThat(V301.down("PROGRAM", Wire.tree(program)).get("targets"))
                .isEqualTo(old.get("targets"));
    }

    @Test
    void shouldReadAnOldEventWhenItStartsAtTheYearZero() {
        JsonNode old =
                json(
                        "{'programID':'p','intervalPeriod':{'start':'0000-00-00','duration':'PT1H'},"
                                + "'targets':[{'type':'VEN_NAME','values':['v']}],"
                                + "'intervals':[{'id':0,'payloads':[{'type':'SIMPLE','values':[1]}]}]}");
        EventRequest event = Wire.read(V301.up("EVENT", old), EventRequest.class);
        assertThat(event.intervalPeriod().start().now()).isTrue();
        assertThat(event.targets()).containsExactly("v");
        JsonNode back = V301.down("EVENT", Wire.tree(event));
        assertThat(back.get("intervalPeriod")).isEqualTo(old.get("intervalPeriod"));
        assertThat(V301.down("EVENT", json("{'programID':'p'}")).get("intervals")).isEmpty();
    }

    @Test
    void shouldTurnVerbsIntoOperationsWhenAnOldClientSubscribes() {
        JsonNode old =
                json(
                        "{'clientName':'c','programID':'p','objectOperations':[{'objects':['EVENT'],"
                                + "'operations':['POST','PUT','DELETE'],'callbackUrl':'https://a/b'}]}");
        SubscriptionRequest subscription =
                Wire.read(V301.up("SUBSCRIPTION", old), SubscriptionRequest.class);
        assertThat(subscription.objectOperations().getFirst().operations())
                .containsExactly("CREATE", "UPDATE", "DELETE");
        JsonNode down = V301.down("SUBSCRIPTION", Wire.tree(subscription));
        assertThat(down.at("/objectOperations/0/operations"))
                .as("the words of the YAML of 3.0.1")
                .isEqualTo(json("['CREATE','UPDATE','DELETE']"));
        JsonNode told =
                json(
                        "{'objectType':'EVENT','operation':'PUT','object':{'id':'1','programID':'p'}}");
        assertThat(V301.upNotification(told).get("operation").stringValue()).isEqualTo("UPDATE");
        assertThat(V301.downNotification(V301.upNotification(told)).get("operation"))
                .isEqualTo(told.get("operation"));
    }

    @Test
    void shouldNameTheWriterWhenAnOldClientWritesAVen() {
        JsonNode old = json("{'venName':'v','resources':[{'resourceName':'r'}]}");
        VenRequest ven = Wire.read(V301.upRequest("VEN", old, true), VenRequest.class);
        assertThat(ven.fromBusinessLogic()).isTrue();
        assertThat(ven.clientID()).isEqualTo("v");
        VenRequest own = Wire.read(V301.upRequest("VEN", old, false), VenRequest.class);
        assertThat(own.fromBusinessLogic()).isFalse();
    }
}
