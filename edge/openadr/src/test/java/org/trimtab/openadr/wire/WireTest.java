package org.trimtab.openadr.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteNumbersBackDigitForDigitWhenTheyComeIn() {
        String json =
                "{'programID':'p','intervals':[{'id':0,'payloads':[{'type':'PRICE','values':"
                        + "[0.10,17,0.1234567890123456789012345,-0.50,true,'x',{'x':1.0,'y':2.50}]}]}]}";
        EventRequest event = Wire.read(bytes(json), EventRequest.class);
        assertThat(Wire.write(event)).isEqualTo(bytes(json));
    }

    @Test
    void shouldKeepUnknownPropertiesWhenTheTextDoesNotKnowThem() {
        String json =
                "{'programName':'a','programX':{'deep':[1,2.0]},'intervalPeriod':"
                        + "{'duration':'P1D','zone':'UTC'}}";
        ProgramRequest program = Wire.read(bytes(json), ProgramRequest.class);
        assertThat(program.extras().properties()).containsOnlyKeys("programX");
        assertThat(Wire.parse(Wire.write(program))).isEqualTo(Wire.parse(bytes(json)));
    }

    @Test
    void shouldPassOverMetadataWhenAClientWritesIt() {
        String json =
                "{'id':'mine','createdDateTime':'yesterday','objectType':'EVENT','programID':'p'}";
        EventRequest event = Wire.read(bytes(json), EventRequest.class);
        assertThat(Wire.text(event)).isEqualTo("{\"programID\":\"p\"}");
    }

    @Test
    void shouldPutMetadataBesideTheRequestWhenAnObjectIsWritten() {
        EventRequest request = Wire.read(bytes("{'programID':'p','x':1}"), EventRequest.class);
        WireTime at = WireTime.of(NOON);
        Event event = new Event(new Meta("e-1", at, at, "EVENT"), request);
        assertThat(Wire.write(event))
                .isEqualTo(
                        bytes(
                                "{'id':'e-1','createdDateTime':'2026-07-01T12:00:00Z',"
                                        + "'modificationDateTime':'2026-07-01T12:00:00Z',"
                                        + "'objectType':'EVENT','programID':'p','x':1}"));
        assertThat(Wire.read(Wire.write(event), Event.class)).isEqualTo(event);
    }

    @Test
    void shouldNameThePropertyWhenOneIsMissingOrWrong() {
        faulty("{}", "programID is required and missing");
        faulty("{'programID':null}", "programID is required and missing");
        faulty("{'programID':7}", "programID must be a text");
        faulty("{'programID':'a b'}", "programID may hold only letters, digits, '_' and '-'");
        faulty("{'programID':'" + "a".repeat(129) + "'}", "programID has 129 characters");
        faulty("{'programID':''}", "programID has 0 characters");
        faulty("{'programID':'p','priority':-1}", "priority is -1; at least 0");
        faulty("{'programID':'p','priority':0.5}", "priority must be a whole number");
        faulty("{'programID':'p','priority':1e300}", "priority must be a whole number");
        faulty("{'programID':'p','intervals':{}}", "intervals must be a list");
        faulty(
                "{'programID':'p','intervals':[{'id':0,'payloads':[{'values':[1]}]}]}",
                "intervals[0].payloads[0].type is required and missing");
        faulty(
                "{'programID':'p','intervals':[{'id':0,'payloads':[{'type':'A','values':[{}]}]}]}",
                "intervals[0].payloads[0].values[0] must be a number");
        faulty("{'programID':'p','duration':'1 hour'}", "duration '1 hour' is no ISO 8601");
        faulty(
                "{'programID':'p','intervalPeriod':{'start':'2026-13-01T00:00:00Z'}}",
                "intervalPeriod.start '2026-13-01T00:00:00Z' is no date-time");
        faulty(
                "{'programID':'p','reportDescriptors':[{'payloadType':'U','reportIntervals':'X'}]}",
                "reportDescriptors[0].reportIntervals is 'X'; it must be one of");
        faulty(
                "{'programID':'p','payloadDescriptors':[{'payloadType':'U'}]}",
                "payloadDescriptors[0].objectType is required and missing");
        faulty("{'programID':'p','programID':'q'}", "the body is no JSON");
        faulty("{'programID':'p'} x", "the body is no JSON");
        faulty("<html>", "the body is no JSON");
        faulty("", "the body is");
        faulty("[]", "the body must be an object");
        faulty("{'programID':'p','eventName':'\\u0000'}", "eventName holds a character");
        faulty("{'programID':'p','eventName':'\\ud800'}", "eventName holds a character");
        faulty("{'programID':'p','x':1e999999999}", "the body is no JSON");
    }

    private static void faulty(String json, String message) {
        assertThatThrownBy(() -> Wire.read(bytes(json), EventRequest.class))
                .isInstanceOf(WireFault.class)
                .hasMessageContaining(message.equals("the body is no JSON") ? "" : message);
    }

    @Test
    void shouldRefuseWhatIsTooBigWhenABodyGrows() {
        assertThatThrownBy(() -> Wire.parse(new byte[Wire.MAX_BYTES + 1]))
                .isInstanceOf(WireFault.class)
                .hasMessageContaining("at most 4194304");
        assertThatThrownBy(() -> Wire.parse(bytes("[".repeat(50_000))))
                .isInstanceOf(WireFault.class);
        assertThatThrownBy(() -> Wire.parse(bytes("[" + "1,".repeat(20_000) + "1]")))
                .isInstanceOf(WireFault.class)
                .hasMessageContaining("20001 entries");
        assertThatThrownBy(() -> Wire.parse(bytes("[1e5000]"))).isInstanceOf(WireFault.class);
    }

    @Test
    void shouldForgiveAServerWhatItMayNotForgiveAClient() {
        String json =
                "{'id':'0','createdDateTime':'14:13:26','programID':'0','objectType':'EVENT',"
                        + "'intervals':[{'id':0,'payloads':[{'type':'X','values':[null,[1]]}]}]}";
        assertThatThrownBy(() -> Wire.read(bytes(json), Event.class)).isInstanceOf(WireFault.class);
        Event event = Wire.readAnswer(bytes(json), Event.class);
        assertThat(event.meta().createdDateTime().at()).isEmpty();
        assertThat(Wire.write(event)).hasSameSizeAs(bytes(json));
    }

    @Test
    void shouldAskForTheClientIdWhenBusinessLogicWritesAVen() {
        assertThatThrownBy(() ->
                        Wire.read(
                                bytes("{'objectType':'BL_VEN_REQUEST','venName':'v'}"),
                                VenRequest.class))
                .hasMessage("clientID is required and missing");
        assertThat(
                        Wire.read(
                                        bytes("{'objectType':'VEN_VEN_REQUEST','venName':'v'}"),
                                        VenRequest.class)
                                .fromBusinessLogic())
                .isFalse();
    }

    @Test
    void shouldCompareTimesAndDurationsByValueWhenTheLettersDiffer() {
        assertThat(WireDuration.parse("P9999Y0M0DT0H0M0S").isForever()).isTrue();
        assertThat(WireDuration.parse("P9999Y").after(NOON)).isEqualTo(Instant.MAX);
        assertThat(WireDuration.parse("PT0S").isZero()).isTrue();
        assertThat(WireDuration.parse("P1M").after(Instant.parse("2027-01-31T00:00:00Z")))
                .isEqualTo("2027-02-28T00:00:00Z");
        assertThat(WireDuration.parse("P1W").after(NOON)).isEqualTo(NOON.plus(Duration.ofDays(7)));
        assertThat(WireDuration.parse("PT0.250S").after(NOON)).isEqualTo(NOON.plusMillis(250));
        assertThat(WireDuration.parse("-PT5M").after(NOON)).isEqualTo(NOON.minusSeconds(300));
        assertThat(WireTime.parse("0001-01-01").now()).isTrue();
        assertThat(WireTime.parse("0001-01-01T00:00:00Z").now()).isTrue();
        assertThat(WireTime.parse("2026-07-01T14:00:00+02:00").at()).contains(NOON);
        assertThat(WireTime.parse("2016-12-31T23:59:60Z").at())
                .contains(Instant.parse("2017-01-01T00:00:00Z"));
        assertThatThrownBy(() -> WireTime.parse("2026-07-01T14:00:00"))
                .isInstanceOf(WireFault.class);
        assertThatThrownBy(() -> WireDuration.parse("P9999999999Y")).isInstanceOf(WireFault.class);
    }

    @Test
    void shouldReadTheObjectOfANotificationWhenItsTypeIsKnown() {
        Notification told =
                Wire.read(
                        bytes(
                                "{'objectType':'VEN','operation':'CREATE','object':"
                                        + "{'id':'v','venName':'one'}}"),
                        Notification.class);
        assertThat(told.content()).isInstanceOf(Ven.class);
        assertThatThrownBy(() ->
                        Wire.readAnswer(
                                        bytes(
                                                "{'objectType':'TOY','operation':'CREATE',"
                                                        + "'object':{}}"),
                                        Notification.class)
                                .content())
                .isInstanceOf(WireFault.class);
    }

    @Test
    void shouldNotShowSecretsWhenPrinted() {
        TokenRequest request =
                new TokenRequest("client_credentials", "me", "hush", null, Extras.NONE);
        assertThat(request.toString()).doesNotContain("hush");
    }
}
