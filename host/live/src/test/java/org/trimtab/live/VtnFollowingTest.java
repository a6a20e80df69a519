package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.openadr.ven.Agenda;
import org.trimtab.openadr.ven.Draws;
import org.trimtab.openadr.ven.Meanings;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

class VtnFollowingTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private final Map<String, Ask> asks = new LinkedHashMap<>();
    private final List<String> cancelled = new ArrayList<>();
    private final List<String> prices = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> declined = new ArrayList<>();
    private final Map<String, String> states = new LinkedHashMap<>();
    private final Map<String, Long> baselines = new LinkedHashMap<>();
    private final List<Agenda.Known> events = new ArrayList<>();
    private Instant now = NOON;
    private VtnFollowing following = fresh();

    private VtnFollowing fresh() {
        return new VtnFollowing(
                desk(),
                (interval, price) -> prices.add(interval + " " + price.dollars().toPlainString()),
                new VtnFollowing.Terms(
                        "utility", "ers", true, Duration.ofHours(4), Duration.ofDays(7)),
                said::add,
                (event, why) -> declined.add(event + " " + why));
    }

    /** A desk that takes everything and remembers it. */
    private SiteDesk desk() {
        return (SiteDesk)
                Proxy.newProxyInstance(
                        SiteDesk.class.getClassLoader(),
                        new Class<?>[] {SiteDesk.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "now" -> now;
                                    case "instruct" -> taken((Ask) arguments[0]);
                                    case "cancel" -> {
                                        cancelled.add((String) arguments[0]);
                                        yield null;
                                    }
                                    case "events" -> views();
                                    case "event" ->
                                            views().stream()
                                                    .filter(v -> v.id().equals(arguments[0]))
                                                    .findFirst()
                                                    .orElse(null);
                                    default -> throw new AssertionError(method);
                                });
    }

    private Obligation taken(Ask ask) {
        asks.put(ask.id(), ask);
        Notice notice =
                new Notice(
                        new InstructionId(ask.id()),
                        ask.source(),
                        now,
                        MarketInterval.starting(ask.from(), ask.length()),
                        ask.program());
        return new Obligation(
                ask.wanted().under(notice), ObligationState.PENDING, now, null, null, null, null);
    }

    private List<EventView> views() {
        List<EventView> views = new ArrayList<>();
        asks.forEach((id, ask) ->
                views.addFirst(
                        new EventView(
                                id,
                                ask.source(),
                                "",
                                cancelled.contains(id)
                                        ? "WITHDRAWN"
                                        : states.getOrDefault(id, "PENDING"),
                                states.containsKey(id) ? "NO_BASELINE" : null,
                                now,
                                ask.from(),
                                ask.from().plus(ask.length()),
                                baselines.get(id),
                                null,
                                null,
                                null,
                                0,
                                0,
                                0,
                                0,
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                List.of(),
                                List.of(),
                                false,
                                false)));
        return views;
    }

    private void event(String id, String changed, String rest) {
        String json =
                ("{'id':'" + id + "','modificationDateTime':'" + changed + "','programID':'p',")
                        + rest
                        + "}";
        Event event =
                Wire.readAnswer(
                        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Event.class);
        events.removeIf(known -> known.event().meta().id().equals(id));
        events.add(new Agenda.Known(event, NOON));
    }

    private static String shed(String start, String... kilowatts) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < kilowatts.length; i++) {
            list.append(i == 0 ? "" : ",")
                    .append("{'id':" + i + ",'payloads':[{'type':'LOAD_SHED_DELTA','values':[")
                    .append(kilowatts[i])
                    .append("]}]}");
        }
        return "'intervalPeriod':{'start':'"
                + start
                + "','duration':'PT1H'},'intervals':["
                + list
                + "]";
    }

    private void follow() {
        following.follow(
                Agenda.of(
                        events,
                        Map.of(),
                        Meanings.NONE,
                        new Agenda.Window(now.minusSeconds(60), now.plus(VtnFollowing.AHEAD)),
                        Draws.NONE));
    }

    @Test
    void shouldAskOnceWhenNothingChanges() {
        event("e", "2026-07-01T11:00:00Z", shed("2026-07-01T13:00:00Z", "500"));
        follow();
        follow();
        assertThat(asks).hasSize(1);
        Ask ask = asks.values().iterator().next();
        assertThat(ask.wanted()).isEqualTo(new SiteDesk.Wanted.Less(Reduction.ofWatts(500_000)));
        assertThat(ask.from()).isEqualTo("2026-07-01T13:00:00Z");
        assertThat(ask.source()).isEqualTo("openadr:utility");
        assertThat(ask.program()).isEqualTo("ers");
        following = fresh(); // a restart
        follow();
        assertThat(asks).hasSize(1);
        assertThat(cancelled).isEmpty();
    }

    @Test
    void shouldTakeBackWhatIsAskedNoMoreEvenAfterARestart() {
        event("e", "2026-07-01T11:00:00Z", shed("2026-07-01T13:00:00Z", "500"));
        follow();
        events.clear();
        follow();
        assertThat(cancelled).hasSize(1);
        event("f", "2026-07-01T11:00:00Z", shed("2026-07-01T13:00:00Z", "400"));
        follow();
        events.clear();
        following = fresh();
        follow();
        assertThat(cancelled).hasSize(2);
    }

    @Test
    void shouldMeasureFromTheLevelBeforeTheEventWhenTheNextIntervalComes() {
        event("e", "2026-07-01T11:00:00Z", shed("2026-07-01T13:00:00Z", "500", "800"));
        follow();
        assertThat(asks).hasSize(1); // the second waits for the baseline of the first
        baselines.put(asks.keySet().iterator().next(), 3_000_000L);
        now = Instant.parse("2026-07-01T13:00:10Z");
        follow();
        assertThat(asks).hasSize(2);
        assertThat(List.copyOf(asks.values()).get(1).wanted())
                .isEqualTo(new SiteDesk.Wanted.AtMost(Power.ofWatts(2_200_000)));
    }

    @Test
    void shouldAskAnewFromTheOldBaselineWhenTheEventChangesInFlight() {
        event("e", "2026-07-01T11:00:00Z", shed("2026-07-01T11:30:00Z", "500"));
        follow();
        baselines.put(asks.keySet().iterator().next(), 3_000_000L);
        event("e", "2026-07-01T12:00:00Z", shed("2026-07-01T11:30:00Z", "300"));
        follow();
        assertThat(asks).hasSize(2);
        assertThat(cancelled).containsExactly(asks.keySet().iterator().next());
        assertThat(List.copyOf(asks.values()).get(1).wanted())
                .isEqualTo(new SiteDesk.Wanted.AtMost(Power.ofWatts(2_700_000)));
    }

    @Test
    void shouldAskInPiecesWhenAnEventNeverEnds() {
        event(
                "e",
                "2026-07-01T12:00:00Z",
                "'intervalPeriod':{'start':'0001-01-01','duration':'P9999Y'},'intervals':[{'id':0,"
                        + "'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[1000]}]}]");
        follow();
        assertThat(asks).hasSize(6);
        now = NOON.plus(Duration.ofDays(3));
        follow();
        Ask last = List.copyOf(asks.values()).getLast();
        assertThat(last.length()).isEqualTo(Duration.ofHours(4));
        assertThat(asks).hasSize(12);
        assertThat(cancelled).isEmpty();
    }

    @Test
    void shouldSetThePriceWhenItBeginsAndEndItWhenItIsTakenBack() {
        event(
                "e",
                "2026-07-01T11:00:00Z",
                "'intervalPeriod':{'start':'2026-07-01T12:00:00Z','duration':'PT2H'},'intervals':"
                        + "[{'id':0,'payloads':[{'type':'PRICE','values':[0.10,0.25]}]}]");
        follow();
        follow();
        now = Instant.parse("2026-07-01T13:00:00Z");
        follow();
        assertThat(prices)
                .containsExactly(
                        "[2026-07-01T12:00:00Z, 2026-07-01T13:00:00Z) 100.000000",
                        "[2026-07-01T13:00:00Z, 2026-07-01T14:00:00Z) 250.000000");
        events.clear();
        follow();
        assertThat(prices).hasSize(3);
        assertThat(prices.getLast()).startsWith("[2026-07-01T12:59:59.999Z, 2026-07-01T13:00:00Z)");
    }

    @Test
    void shouldDeclineOnceWhenTheSiteRefusesOrAPersonTakesItBack() {
        event("e", "2026-07-01T11:00:00Z", shed("2026-07-01T13:00:00Z", "500"));
        event("f", "2026-07-01T11:00:00Z", shed("2026-07-01T15:00:00Z", "400"));
        follow();
        assertThat(declined).isEmpty();
        List<String> ids = List.copyOf(asks.keySet());
        states.put(ids.get(0), "REFUSED");
        follow();
        follow();
        assertThat(declined).containsExactly("e refused: NO_BASELINE");
        states.put(ids.get(1), "WITHDRAWN"); // by hand: the VTN still asks
        follow();
        follow();
        assertThat(declined).containsExactly("e refused: NO_BASELINE", "f taken back at the site");
        event("f", "2026-07-01T12:30:00Z", shed("2026-07-01T15:00:00Z", "450"));
        follow(); // a new version is a new ask
        assertThat(declined).hasSize(2);
        assertThat(asks).hasSize(3);
    }
}
