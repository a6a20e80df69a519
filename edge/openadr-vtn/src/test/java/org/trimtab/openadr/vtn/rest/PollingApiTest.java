package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.openadr.vtn.rest.Caller.Answer;

/** A list that was answered before is answered again as it must be now. */
@ParameterizedClass
@EnumSource(Store.class)
final class PollingApiTest {
    @Parameter Store store;

    private TestVtn vtn;
    private Caller bl;
    private Caller ven1;
    private Caller ven2;
    private String north;
    private String south;
    private String program;
    private String list;

    @BeforeEach
    void open() {
        vtn = TestVtn.shared(store);
        bl = vtn.as("bl");
        ven1 = vtn.as("ven1");
        ven2 = vtn.as("ven2");
        north = unique("north");
        south = unique("south");
        bl.grant("ven1", north);
        bl.grant("ven2", south);
        program = bl.program();
        list = "/events?programID=" + program + "&targets=" + north + "," + south;
    }

    @Test
    void shouldShowEachVenItsOwnWhenAllPollTheSamePath() {
        String event = bl.event(program, north, south);
        String northern = bl.event(program, north);
        String southern = bl.event(program, south);
        for (int round = 0; round < 2; round++) {
            assertThat(bl.get(list).each("id")).containsExactly(event, northern, southern);
            Answer first = ven1.get(list);
            assertThat(first.each("id")).containsExactly(event, northern);
            assertThat(first.text()).contains(north).doesNotContain(south);
            Answer second = ven2.get(list);
            assertThat(second.each("id")).containsExactly(event, southern);
            assertThat(second.text()).contains(south).doesNotContain(north);
            assertThat(vtn.as("ven3").get(list).each("id")).isEmpty();
        }
    }

    @Test
    void shouldShowWhatChangedWhenAnEventIsMadeReplacedRetargetedAndDeleted() {
        assertThat(ven1.get(list).each("id")).isEmpty();
        String event = bl.event(program, north);
        Answer made = ven1.get(list);
        assertThat(made.each("id")).containsExactly(event);
        String body = Caller.eventBody(program, north).replace("0.10", "0.25");
        assertThat(bl.put("/events/" + event, body).status()).isEqualTo(200);
        assertThat(ven1.get(list).text()).contains("0.25").doesNotContain("0.10");
        bl.put("/events/" + event, Caller.eventBody(program, south));
        assertThat(ven1.get(list).each("id")).isEmpty();
        assertThat(ven2.get(list).each("id")).containsExactly(event);
        bl.delete("/events/" + event);
        assertThat(ven2.get(list).each("id")).isEmpty();
    }

    @Test
    void shouldShowWhatIsGrantedNowWhenTheTargetsOfAVenOrItsResourceChange() {
        String event = bl.event(program, north);
        assertThat(ven1.get(list).each("id")).containsExactly(event);
        assertThat(ven2.get(list).each("id")).isEmpty();
        bl.grant("ven1", south);
        assertThat(ven1.get(list).each("id")).isEmpty();
        String ven = bl.grant("ven2", south);
        String resource =
                bl.post(
                                "/resources",
                                "{\"objectType\":\"BL_RESOURCE_REQUEST\",\"clientID\":\"ven2\","
                                        + "\"venID\":\""
                                        + ven
                                        + "\",\"resourceName\":\"r\""
                                        + Caller.targets(north)
                                        + "}")
                        .id();
        assertThat(ven2.get(list).each("id")).containsExactly(event);
        bl.delete("/resources/" + resource);
        assertThat(ven2.get(list).each("id")).isEmpty();
        bl.grant("ven2", north);
        assertThat(ven2.get(list).each("id")).containsExactly(event);
    }

    @Test
    void shouldShowNothingMoreWhenAVenIsRemoved() {
        String event = bl.event(program, north);
        assertThat(ven1.get(list).each("id")).containsExactly(event);
        for (var ven : bl.get("/vens").json()) {
            if (ven.path("clientID").asString().equals("ven1")) {
                bl.delete("/vens/" + ven.path("id").asString());
            }
        }
        assertThat(ven1.get(list).each("id")).isEmpty();
    }

    @Test
    void shouldPassAnEventOverWhenItHasEndedThoughNothingWasChanged() {
        String ends = bl.event(program, north);
        String later =
                bl.post("/events", Caller.eventBody(program, north).replace("\"PT1H\"", "\"PT9H\""))
                        .id();
        String page = list + "&active=true";
        // Seen on a VTN of its own: the clock of the shared one stands still.
        try (TestVtn own = new TestVtn(store.newDatabase())) {
            Caller utility = own.as("bl");
            utility.grant("ven1", north);
            String one = utility.program();
            utility.event(one, north);
            String two =
                    utility.post(
                                    "/events",
                                    Caller.eventBody(one, north).replace("\"PT1H\"", "\"PT1H5M\""))
                            .id();
            Caller ven = own.as("ven1");
            String question = "/events?active=true&targets=" + north;
            assertThat(ven.get(question).each("id")).hasSize(2);
            assertThat(ven.get(question + "&limit=1&skip=1").each("id")).containsExactly(two);
            own.clock.move(Duration.ofMinutes(58));
            assertThat(ven.get(question).each("id")).hasSize(2);
            own.clock.move(Duration.ofMinutes(62));
            Caller again = own.as("ven1");
            assertThat(again.get(question).each("id")).containsExactly(two);
            assertThat(again.get(question + "&limit=1&skip=1").each("id")).isEmpty();
            own.clock.move(Duration.ofMinutes(5));
            assertThat(again.get(question).each("id")).isEmpty();
            own.clock.move(Duration.ofMinutes(-70));
            assertThat(again.get(question).each("id")).hasSize(2);
        }
        assertThat(ven1.get(page).each("id")).containsExactly(ends, later);
    }

    @Test
    void shouldTurnAwayACallerWhoseTokenHasExpiredWhenTheListIsStillKnown() {
        try (TestVtn own = new TestVtn(store.newDatabase())) {
            own.as("bl").program();
            Caller ven = own.as("ven1");
            assertThat(ven.get("/programs").each("id")).hasSize(1);
            own.clock.move(ApiServer.TOKEN_LIFETIME.plusMinutes(2));
            assertThat(ven.get("/programs").status()).isEqualTo(401);
            assertThat(own.as("ven1").get("/programs").each("id")).hasSize(1);
        }
    }

    @Test
    void shouldSayThatNothingChangedWhenThePollCarriesTheTagOfTheLastOne() {
        bl.event(program, north);
        String tag = ven1.get(list).header("ETag");
        Answer same = ven1.get(list, "If-None-Match", tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(ven2.get(list, "If-None-Match", tag).status()).isEqualTo(200);
        bl.event(program, north);
        assertThat(ven1.get(list, "If-None-Match", tag).each("id")).hasSize(2);
    }

    @Test
    void shouldShowAtOnceWhatAnotherVtnOnTheSameDatabaseChanged() {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                store == Store.POSTGRESQL, "an SQLite file has one VTN");
        String database = store.newDatabase();
        try (TestVtn here = new TestVtn(database);
                TestVtn there = new TestVtn(database)) {
            Caller utility = here.as("bl");
            utility.grant("ven1", north);
            String of = utility.program();
            Caller ven = there.as("ven1");
            String question = "/events?targets=" + north;
            for (int i = 1; i <= 20; i++) {
                utility.event(of, north);
                assertThat(ven.get(question).each("id")).hasSize(i);
            }
            utility.grant("ven1", south);
            assertThat(ven.get(question).each("id")).isEmpty();
        }
    }

    /** A parameter nobody knows is passed over, but makes a question nobody asked before: it is answered anew. */
    @Test
    void shouldAnswerAsIfNothingWereKeptWhenEverythingChangesAtRandom() {
        SplittableRandom chance = new SplittableRandom(20260701);
        List<String> events = new ArrayList<>();
        List<Caller> callers = List.of(bl, ven1, ven2);
        List<String> questions =
                List.of(
                        list,
                        "/events?programID=" + program,
                        "/events?programID=" + program + "&targets=" + south,
                        list + "&active=true",
                        list + "&limit=2&skip=1",
                        "/programs?targets=" + north);
        for (int step = 0; step < 120; step++) {
            String[] targets =
                    List.of(
                                    new String[] {north},
                                    new String[] {south},
                                    new String[] {north, south},
                                    new String[0])
                            .get(chance.nextInt(4));
            switch (chance.nextInt(8)) {
                case 0, 5, 6 -> events.add(bl.event(program, targets));
                case 1 -> bl.grant(chance.nextBoolean() ? "ven1" : "ven2", targets);
                case 2 -> bl.program(targets);
                case 3 -> {
                    if (!events.isEmpty()) {
                        bl.delete("/events/" + events.remove(chance.nextInt(events.size())));
                    }
                }
                case 4 -> {
                    if (!events.isEmpty()) {
                        bl.put(
                                "/events/" + events.get(chance.nextInt(events.size())),
                                Caller.eventBody(program, targets));
                    }
                }
                default -> {}
            }
            Caller caller = callers.get(chance.nextInt(callers.size()));
            String question = questions.get(chance.nextInt(questions.size()));
            assertThat(caller.get(question).text())
                    .as("step %d: %s", step, question)
                    .isEqualTo(caller.get(question + "&fresh=" + step).text());
        }
        assertThat(events).isNotEmpty();
    }
}
