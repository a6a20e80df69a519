package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients of 3.0.1 under their own base path. */
final class OldClientsApiTest {
    private final TestVtn vtn = TestVtn.shared(Store.SQLITE);

    private Caller old(String client) {
        Caller caller = vtn.as(client);
        return new Caller(caller.base().replace("3.1.0", "3.0.1"), caller.token());
    }

    @Test
    void shouldSpeak301WhenTheBasePathIsThatOf301() {
        Caller bl = old("bl");
        String group = unique("g");
        String program =
                bl.post(
                                "/programs",
                                "{\"programName\":\""
                                        + unique("p")
                                        + "\",\"retailerName\":\"ACME\",\"bindingEvents\":true}")
                        .id();
        assertThat(bl.get("/programs/" + program).json().path("retailerName").asString())
                .isEqualTo("ACME");
        assertThat(vtn.as("bl").get("/programs/" + program).json().path("attributes").size())
                .isEqualTo(2);
        String ven = vtn.as("bl").grant("ven1", group);
        String event =
                bl.post(
                                "/events",
                                "{\"programID\":\""
                                        + program
                                        + "\",\"targets\":[{\"type\":\"GROUP\",\"values\":[\""
                                        + group
                                        + "\"]}],\"intervals\":[]}")
                        .id();
        JsonNode seen = old("ven1").get("/events?programID=" + program).json();
        assertThat(seen.size()).as("an old VEN names no targets").isEqualTo(1);
        assertThat(seen.get(0).path("targets").get(0).path("values").get(0).asString())
                .isEqualTo(group);
        assertThat(old("ven2").get("/events?programID=" + program).each("id")).isEmpty();
        assertThat(old("ven1").get("/events?targetType=GROUP&targetValues=" + group).each("id"))
                .containsExactly(event);
        String resource =
                old("ven1")
                        .post(
                                "/vens/" + ven + "/resources",
                                "{\"resourceName\":\"" + unique("r") + "\"}")
                        .id();
        assertThat(old("ven1").get("/vens/" + ven + "/resources").each("id"))
                .containsExactly(resource);
        assertThat(old("ven1").get("/vens/" + ven + "/resources/" + resource).status())
                .isEqualTo(200);
        old("ven2").get("/vens/" + ven + "/resources").problem(404);
        old("bl").get("/resources").problem(404);
    }
}
