package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages, filters and their order. */
@ParameterizedClass
@EnumSource(Store.class)
final class ListsApiTest {
    @Parameter Store store;

    private TestVtn vtn;
    private Caller bl;
    private Caller ven1;

    @BeforeEach
    void open() {
        vtn = TestVtn.shared(store);
        bl = vtn.as("bl");
        ven1 = vtn.as("ven1");
    }

    @Test
    void shouldWalkTheWholeListOnceWhenSkipAndLimitArePaged() {
        String program = bl.program();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(bl.event(program));
        }
        String all = "/events?programID=" + program;
        List<String> paged = new ArrayList<>();
        for (int skip = 0; skip < 9; skip += 3) {
            paged.addAll(bl.get(all + "&skip=" + skip + "&limit=3").each("id"));
        }
        assertThat(paged).isEqualTo(made);
        bl.put("/events/" + made.getFirst(), Caller.eventBody(program, "moved"));
        assertThat(bl.get(all).each("id")).as("a change does not move it").isEqualTo(made);
        assertThat(bl.get(all + "&skip=6").each("id")).containsExactly(made.getLast());
        assertThat(bl.get(all + "&skip=1000").each("id")).isEmpty();
        assertThat(bl.get(all + "&limit=0").each("id")).isEmpty();
        assertThat(bl.get(all + "&limit=50").each("id")).hasSize(7);
    }

    @Test
    void shouldRefuseThePageWhenItsNumbersAreNone() {
        for (String query :
                List.of(
                        "limit=51",
                        "limit=-1",
                        "limit=x",
                        "limit=",
                        "skip=-1",
                        "skip=99999999999",
                        "skip=1&skip=2",
                        "limit=1.0")) {
            for (String list :
                    List.of(
                            "programs",
                            "events",
                            "reports",
                            "subscriptions",
                            "vens",
                            "resources")) {
                assertThat(bl.get("/" + list + "?" + query).problem(400))
                        .containsAnyOf("skip", "limit");
            }
        }
    }

    @Test
    void shouldNarrowFurtherWhenFiltersAreAdded() {
        String target = unique("t");
        String first = bl.program();
        String second = bl.program();
        String event = bl.event(first, target);
        bl.event(first);
        String other = bl.event(second, target);
        assertThat(bl.get("/events?targets=" + target).each("id")).containsExactly(event, other);
        assertThat(bl.get("/events?targets=" + target + "&programID=" + first).each("id"))
                .containsExactly(event);
        assertThat(bl.get("/events?programID=" + first + "&targets=" + unique("none")).each("id"))
                .isEmpty();
        assertThat(bl.get("/events?programID=nowhere").each("id")).isEmpty();
    }

    @Test
    void shouldFindAnyOfTheTargetsWhenSeveralAreNamed() {
        String a = unique("a");
        String b = unique("b");
        String program = bl.program(a);
        String other = bl.program(b, unique("c"));
        bl.program(unique("d"));
        assertThat(bl.get("/programs?targets=" + a + "&targets=" + b).each("id"))
                .containsExactly(program, other);
        assertThat(bl.get("/programs?targets=" + a + "," + b).each("id"))
                .containsExactly(program, other);
        bl.get("/programs?targets=").problem(400);
        bl.get("/programs?targets=" + "x".repeat(129)).problem(400);
    }

    @Test
    void shouldFindByNameWhenNamesAreAsked() {
        String ven = bl.grant("ven1", unique("t"));
        String venName = bl.get("/vens/" + ven).json().path("venName").asString();
        assertThat(bl.get("/vens?venName=" + venName).each("id")).containsExactly(ven);
        assertThat(bl.get("/vens?venName=" + unique("v")).each("id")).isEmpty();
        String name = unique("r");
        String resource =
                ven1.post("/resources", ObjectsApiTest.resource(ven, "VEN_RESOURCE_REQUEST", name))
                        .id();
        assertThat(bl.get("/resources?resourceName=" + name + "&venID=" + ven).each("id"))
                .containsExactly(resource);
        assertThat(bl.get("/resources?resourceName=" + name + "&venID=other").each("id")).isEmpty();
        String program = bl.program();
        String programName = bl.get("/programs/" + program).json().path("programName").asString();
        assertThat(bl.get("/programs?programName=" + programName).each("id"))
                .containsExactly(program);
    }

    @Test
    void shouldFindReportsByProgramEventAndClientNameWhenAsked() {
        bl.grant("ven1");
        String program = bl.program();
        String event = bl.event(program);
        String report = ven1.post("/reports", Caller.reportBody(event)).id();
        ven1.post("/reports", Caller.reportBody(bl.event(bl.program()))).id();
        assertThat(bl.get("/reports?eventID=" + event).each("id")).containsExactly(report);
        assertThat(bl.get("/reports?programID=" + program).each("id")).containsExactly(report);
        assertThat(bl.get("/reports?programID=" + program + "&clientName=site").each("id"))
                .containsExactly(report);
        assertThat(bl.get("/reports?programID=" + program + "&clientName=other").each("id"))
                .isEmpty();
        bl.get("/reports?eventID=not%20an%20id").problem(400);
    }

    @Test
    void shouldPassOverTranspiredEventsWhenOnlyActiveOnesAreAsked() {
        String program = bl.program();
        String past =
                bl.post("/events", Caller.eventBody(program).replace("T13:00", "T10:00")).id();
        String now = bl.post("/events", Caller.eventBody(program).replace("T13:00", "T11:30")).id();
        String later = bl.event(program);
        String endless =
                bl.post(
                                "/events",
                                Caller.eventBody(program)
                                        .replace("T13:00", "T10:00")
                                        .replace(
                                                ",\"intervals\"",
                                                ",\"duration\":\"P9999Y\",\"intervals\""))
                        .id();
        String timeless = bl.post("/events", "{\"programID\":\"" + program + "\"}").id();
        String all = "/events?programID=" + program;
        assertThat(bl.get(all + "&active=true").each("id"))
                .containsExactly(now, later, endless, timeless);
        assertThat(bl.get(all + "&active=false").each("id")).contains(past);
        assertThat(bl.get(all + "&active=true&limit=1&skip=1").each("id"))
                .as("pages are cut after filtering")
                .containsExactly(later);
        bl.get(all + "&active=perhaps").problem(400);
        assertThat(Duration.between(TestClock.START, vtn.clock.instant())).isZero();
    }

    @Test
    void shouldRefuseTheQueryWhenItIsNotText() {
        bl.get("/vens?venName=%00").problem(400);
        bl.get("/vens?venName=%ff%fe").problem(400);
        assertThat(bl.get("/events?unknown=1&limit=1").status()).isEqualTo(200);
    }
}
