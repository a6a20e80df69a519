package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.openadr.vtn.rest.Caller.Answer;
import tools.jackson.databind.JsonNode;

/** What a VEN sees and what it never learns (Definitions, Object Privacy). */
@ParameterizedClass
@EnumSource(Store.class)
final class PrivacyApiTest {
    @Parameter Store store;

    private TestVtn vtn;
    private Caller bl;
    private Caller ven1;
    private Caller ven2;

    @BeforeEach
    void open() {
        vtn = TestVtn.shared(store);
        bl = vtn.as("bl");
        ven1 = vtn.as("ven1");
        ven2 = vtn.as("ven2");
    }

    private static List<String> targets(JsonNode object) {
        return object.path("targets").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void shouldShowATargetedEventOnlyToThoseGrantedWhenTheyNameTheTarget() {
        String north = unique("north");
        String south = unique("south");
        bl.grant("ven1", north);
        bl.grant("ven2", south);
        String program = bl.program();
        String event = bl.event(program, north);
        String list = "/events?programID=" + program;
        assertThat(ven1.get(list + "&targets=" + north).each("id")).containsExactly(event);
        assertThat(ven2.get(list + "&targets=" + north).each("id")).isEmpty();
        assertThat(ven2.get(list + "&targets=" + south).each("id")).isEmpty();
        assertThat(ven1.get(list + "&targets=" + south).each("id")).isEmpty();
        assertThat(ven1.get(list).each("id")).as("no target named").isEmpty();
        assertThat(bl.get(list).each("id")).containsExactly(event);
    }

    @Test
    void shouldCountTheTargetsOfResourcesWhenTheyWereGrantedThere() {
        String ven = bl.grant("ven1");
        String target = unique("resource");
        bl.post(
                        "/resources",
                        ObjectsApiTest.resource(ven, "BL_RESOURCE_REQUEST", unique("r"))
                                .replace("}", Caller.targets(target) + "}"))
                .id();
        String event = bl.event(bl.program(), target);
        assertThat(ven1.get("/events?targets=" + target).each("id")).containsExactly(event);
        assertThat(ven2.get("/events?targets=" + target).each("id")).isEmpty();
    }

    @Test
    void shouldShowOnlyTheTargetsAskedForWhenAnObjectHasMore() {
        String mine = unique("mine");
        String alsoMine = unique("also");
        String foreign = unique("foreign");
        bl.grant("ven1", mine, alsoMine);
        String program = bl.program(foreign, mine, alsoMine);
        JsonNode listed =
                ven1.get("/programs?targets=" + mine + "&targets=" + foreign).json().get(0);
        assertThat(targets(listed)).containsExactly(mine);
        Answer byId = ven1.get("/programs/" + program);
        assertThat(targets(byId.json())).containsExactly(mine, alsoMine);
        assertThat(byId.text()).doesNotContain(foreign);
        assertThat(targets(bl.get("/programs/" + program).json()))
                .containsExactly(foreign, mine, alsoMine);
    }

    @Test
    void shouldShowUntargetedObjectsToEveryoneWhenNoTargetIsNamed() {
        String program = bl.program();
        String event = bl.event(program);
        assertThat(ven1.get("/events?programID=" + program).each("id")).containsExactly(event);
        assertThat(ven2.get("/events/" + event).status()).isEqualTo(200);
        bl.grant("ven1", "x");
        assertThat(ven1.get("/events?targets=x&programID=" + program).each("id")).isEmpty();
    }

    @Test
    void shouldAnswer404NotForbiddenWhenAHiddenObjectIsReadByItsId() {
        String hidden = unique("hidden");
        bl.grant("ven1", unique("other"));
        String program = bl.program(hidden);
        String event = bl.event(program, hidden);
        String unknown = ven1.get("/events/nowhere").problem(404);
        assertThat(ven1.get("/events/" + event).problem(404).replace(event, "nowhere"))
                .isEqualTo(unknown);
        ven1.get("/programs/" + program).problem(404);
        assertThat(
                        ven1.post("/reports", Caller.reportBody(event))
                                .problem(409)
                                .replace(event, "nowhere"))
                .as("a report to it tells no more")
                .isEqualTo(ven1.post("/reports", Caller.reportBody("nowhere")).problem(409));
    }

    @Test
    void shouldTakeEffectAtOnceWhenTargetsAreTakenAway() {
        String target = unique("t");
        String ven = bl.grant("ven1", target);
        String event = bl.event(bl.program(), target);
        assertThat(ven1.get("/events/" + event).status()).isEqualTo(200);
        JsonNode object = bl.get("/vens/" + ven).json();
        bl.put("/vens/" + ven, ObjectsApiTest.ven("ven1", object.path("venName").asString())).id();
        ven1.get("/events/" + event).problem(404);
    }

    @Test
    void shouldSeeNothingTargetedWhenAClientHasNoVen() {
        String target = unique("t");
        String event = bl.event(bl.program(), target);
        Caller ven3 = vtn.as("ven3");
        assertThat(ven3.get("/events?targets=" + target).each("id")).isEmpty();
        ven3.get("/events/" + event).problem(404);
        assertThat(ven3.get("/vens").each("id")).isEmpty();
    }

    @Test
    void shouldWriteTheClientOfTheTokenWhenAVenMakesSomething() {
        String old = bl.grant("ven1");
        bl.delete("/vens/" + old);
        String ven =
                ven1.post(
                                "/vens",
                                "{\"objectType\":\"VEN_VEN_REQUEST\",\"venName\":\""
                                        + unique("v")
                                        + "\",\"clientID\":\"ven2\"}")
                        .id();
        assertThat(bl.get("/vens/" + ven).json().path("clientID").asString()).isEqualTo("ven1");
        String event = bl.event(bl.program());
        Answer report =
                ven1.post(
                        "/reports",
                        Caller.reportBody(event)
                                .replace("{\"eventID", "{\"clientID\":\"ven2\",\"eventID"));
        assertThat(report.json().path("clientID").asString()).isEqualTo("ven1");
        Answer resource =
                ven1.post(
                        "/resources",
                        ObjectsApiTest.resource(ven, "VEN_RESOURCE_REQUEST", unique("r"))
                                .replace("\"ven1\"", "\"ven2\""));
        assertThat(resource.json().path("clientID").asString()).isEqualTo("ven1");
    }

    @Test
    void shouldKeepVensResourcesAndReportsToTheirOwnerWhenAnotherAsks() {
        String own = bl.grant("ven1");
        String foreign = bl.grant("ven2");
        String resource =
                ven1.post(
                                "/resources",
                                ObjectsApiTest.resource(own, "VEN_RESOURCE_REQUEST", unique("r")))
                        .id();
        String report = ven1.post("/reports", Caller.reportBody(bl.event(bl.program()))).id();
        assertThat(ven1.get("/vens").each("id")).containsExactly(own);
        assertThat(ven2.get("/vens").each("id")).containsExactly(foreign);
        assertThat(ven2.get("/resources?limit=50").each("id")).doesNotContain(resource);
        assertThat(ven2.get("/reports?limit=50").each("id")).doesNotContain(report);
        for (String path :
                List.of("/vens/" + own, "/resources/" + resource, "/reports/" + report)) {
            assertThat(ven1.get(path).status()).isEqualTo(200);
            ven2.get(path).problem(404);
            ven2.delete(path).problem(404);
        }
        ven2.put("/reports/" + report, Caller.reportBody("x")).problem(404);
        ven2.post("/resources", ObjectsApiTest.resource(own, "VEN_RESOURCE_REQUEST", unique("r")))
                .problem(404);
    }

    @Test
    void shouldKeepTargetsAsGrantedWhenAVenWritesItsOwnVen() {
        String target = unique("granted");
        String wish = unique("wish");
        String ven = bl.grant("ven1", target);
        String body =
                "{\"objectType\":\"VEN_VEN_REQUEST\",\"venName\":\""
                        + unique("v")
                        + "\""
                        + Caller.targets(wish)
                        + "}";
        assertThat(ven1.put("/vens/" + ven, body).status()).isEqualTo(200);
        assertThat(targets(bl.get("/vens/" + ven).json())).containsExactly(target);
        ven1.put(
                        "/vens/" + ven,
                        body.replace("VEN_VEN", "BL_VEN").replace("{", "{\"clientID\":\"ven1\","))
                .problem(403);
        String resource =
                ven1.post(
                                "/resources",
                                ObjectsApiTest.resource(ven, "VEN_RESOURCE_REQUEST", unique("r"))
                                        .replace("}", Caller.targets(wish) + "}"))
                        .id();
        assertThat(bl.get("/resources/" + resource).json().has("targets")).isFalse();
        ven1.post("/resources", ObjectsApiTest.resource(ven, "BL_RESOURCE_REQUEST", unique("r")))
                .problem(403);
    }

    @Test
    void shouldRefuseASecondVenWhenAClientHasOne() {
        bl.grant("ven1");
        ven1.post(
                        "/vens",
                        "{\"objectType\":\"VEN_VEN_REQUEST\",\"venName\":\"" + unique("v") + "\"}")
                .problem(409);
        assertThat(
                        bl.post(
                                        "/vens",
                                        "{\"objectType\":\"VEN_VEN_REQUEST\",\"venName\":\""
                                                + unique("v")
                                                + "\"}")
                                .problem(400))
                .contains("BL_VEN_REQUEST");
    }

    @Test
    void shouldShowAllThatWasGrantedWhenTheVtnIsToldThatThisIsMeant() {
        try (TestVtn other = new TestVtn(store, new Choices(401, true, true, true), null, null)) {
            Caller theirs = other.as("bl");
            theirs.grant("ven1", "a");
            String program = theirs.program();
            String open = theirs.event(program);
            String mine = theirs.event(program, "a", "b");
            theirs.event(program, "b");
            Answer listed = other.as("ven1").get("/events");
            assertThat(listed.each("id")).containsExactly(open, mine);
            assertThat(targets(listed.json().get(1))).containsExactly("a");
            String report = other.as("ven1").post("/reports", Caller.reportBody(open)).id();
            assertThat(theirs.delete("/reports/" + report).status()).isEqualTo(200);
        }
    }
}
