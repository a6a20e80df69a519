package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.trimtab.baseline.Loads.levels;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.DayMark.Why;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.testkit.Seeded;

/** What must hold of every method, on loads drawn from seeds. */
class BaselinePropertiesTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 9, 1);
    private static final int DAYS = 100;

    /** These read the event day after the event as well, and say so. */
    private static final Set<String> READS_LATER =
            Set.of("pjm-same-day", "pjm-match-day", "hydro-quebec-threshold");

    /** One event on a random load. */
    private record Drawn(Loads loads, MarketInterval event, Instant noticeAt, Beside beside) {
        BaselineCase given() {
            return new BaselineCase(
                    loads.series(), event, noticeAt, loads.calendar, loads.marks, beside);
        }
    }

    private static Drawn drawn(Seeded any, boolean clean) {
        Duration step = Duration.ofMinutes(any.pick(List.of(15L, 30L, 60L)));
        ZoneId zone = ZoneId.of(any.pick(List.of("America/Chicago", "UTC", "Europe/London")));
        Loads loads =
                new Loads(
                        new MarketCalendar("TEST", zone, Set.of(FIRST.plusDays(40))),
                        FIRST,
                        FIRST.plusDays(DAYS),
                        step);
        for (int i = 0; i < loads.watts.length; i++) {
            loads.watts[i] = any.intFrom(60_000, 100_000);
            if (!clean && any.longFrom(0, 60) == 30) {
                loads.watts[i] = LoadSeries.UNKNOWN;
            }
            if (!clean) {
                loads.qualities[i] = (byte) (any.intFrom(0, 50) == 25 ? any.intFrom(0, 3) : 0);
            }
        }
        Instant start =
                loads.at(FIRST.plusDays(any.longFrom(clean ? 60 : -5, clean ? 95 : 105)), 0)
                        .plus(step.multipliedBy(any.longFrom(16, 60)));
        MarketInterval event =
                MarketInterval.starting(
                        start, step.multipliedBy(any.longFrom(1, clean ? 16 : 200)));
        for (long i = any.longFrom(0, 12); i > 0; i--) {
            Instant from = loads.at(FIRST.plusDays(any.longFrom(0, DAYS)), any.intFrom(0, 23));
            MarketInterval marked =
                    MarketInterval.starting(from, Duration.ofHours(any.longFrom(1, 30)));
            if (!clean
                    || !marked.overlaps(
                            new MarketInterval(start.minusSeconds(86_400), event.until()))) {
                loads.mark(marked, any.pick(List.of(Why.values())));
            }
        }
        List<Instant> peaks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            peaks.add(loads.at(FIRST.plusDays(i), 17));
        }
        LoadSeries other = loads.series();
        return new Drawn(
                loads,
                event,
                start.minus(Duration.ofMinutes(any.longFrom(0, 60))),
                new Beside(
                        Power.ofWatts(5_000), Power.ofWatts(90_000), other, other, other, peaks));
    }

    @Test
    void shouldDrawCasesThatMostMethodsCanAnswer() {
        int[] answered = {0};
        Seeded.forAll(
                40,
                any -> {
                    Drawn drawn = drawn(any, true);
                    for (BaselineMethod method : BaselineMethods.all()) {
                        answered[0] += method.find(drawn.given()).refusal() == null ? 1 : 0;
                    }
                });
        // 1-minute and 5-minute windows need faster meters, and a weekday has no weekend method.
        assertThat(answered[0]).isGreaterThan(40 * (BaselineMethods.all().size() - 6));
    }

    private static List<Long> find(String id, Drawn drawn) {
        return levels(BaselineMethods.of(id).find(drawn.given()));
    }

    @Test
    void shouldNeverThrowWhenTheDataAreBad() {
        Seeded.forAll(
                60,
                any -> {
                    Drawn drawn = drawn(any, false);
                    for (BaselineMethod method : BaselineMethods.all()) {
                        Estimate estimate = method.find(drawn.given());
                        assertThat(estimate.method()).isEqualTo(method.id());
                        assertThat(estimate.intervals().isEmpty())
                                .as(method.id())
                                .isEqualTo(estimate.refusal() != null);
                        assertThat(estimate.days())
                                .extracting(Estimate.Day::date)
                                .isSortedAccordingTo(Collections.reverseOrder());
                    }
                });
    }

    @Test
    void shouldRiseByTheSameWhenAllLoadRisesAndTheMethodAdds() {
        Seeded.forAll(
                60,
                any -> {
                    Drawn drawn = drawn(any, true);
                    int more = any.intFrom(1, 50_000);
                    List<String> ids =
                            List.of(
                                    "pjm-3-day-type-saa",
                                    "pjm-match-day",
                                    "pjm-same-day",
                                    "iso-ne-10-of-10",
                                    "generic-10-of-10",
                                    "nyiso-acl",
                                    "hydro-quebec-threshold",
                                    "meter-before-1-sample");
                    List<List<Long>> before = ids.stream().map(id -> find(id, drawn)).toList();
                    for (int i = 0; i < drawn.loads().watts.length; i++) {
                        drawn.loads().watts[i] += more;
                    }
                    for (int i = 0; i < ids.size(); i++) {
                        // Half-even may go to the other side of a half.
                        List<Long> after = find(ids.get(i), drawn);
                        assertThat(after).as(ids.get(i)).hasSameSizeAs(before.get(i));
                        for (int j = 0; j < after.size(); j++) {
                            assertThat(after.get(j))
                                    .as(ids.get(i))
                                    .isCloseTo(before.get(i).get(j) + more, within(1L));
                        }
                    }
                });
    }

    @Test
    void shouldScaleWhenAllLoadScales() {
        Seeded.forAll(
                60,
                any -> {
                    Drawn drawn = drawn(any, true);
                    int times = any.intFrom(2, 9);
                    List<String> ids =
                            BaselineMethods.all().stream()
                                    .map(BaselineMethod::id)
                                    .filter(id -> !id.contains("maximum") && !id.contains("firm"))
                                    .filter(id ->
                                            !Set.of("set-point", "control-group").contains(id))
                                    .toList();
                    List<List<Long>> before = ids.stream().map(id -> find(id, drawn)).toList();
                    // The temperature must not be scaled with the load it is drawn from.
                    LoadSeries weather =
                            LoadSeries.of(
                                    drawn.given().load().from(),
                                    drawn.loads().step,
                                    drawn.loads().watts.clone());
                    Beside beside =
                            new Beside(
                                    null, null, null, weather, null, drawn.beside().systemPeaks());
                    Drawn scaled =
                            new Drawn(drawn.loads(), drawn.event(), drawn.noticeAt(), beside);
                    for (int i = 0; i < drawn.loads().watts.length; i++) {
                        drawn.loads().watts[i] *= times;
                    }
                    for (int i = 0; i < ids.size(); i++) {
                        List<Long> after = find(ids.get(i), scaled);
                        assertThat(after).as(ids.get(i)).hasSameSizeAs(before.get(i));
                        for (int j = 0; j < after.size(); j++) {
                            // The regression is rounded once more, before its correction.
                            assertThat(after.get(j))
                                    .as(ids.get(i))
                                    .isCloseTo(before.get(i).get(j) * times, within(3L * times));
                        }
                    }
                });
    }

    @Test
    void shouldNotCareWhenMarksComeInAnotherOrder() {
        Seeded.forAll(
                40,
                any -> {
                    Drawn drawn = drawn(any, false);
                    List<Estimate> one = new ArrayList<>();
                    List<Estimate> other = new ArrayList<>();
                    BaselineMethods.all().forEach(m -> one.add(m.find(drawn.given())));
                    Collections.reverse(drawn.loads().marks);
                    BaselineMethods.all().forEach(m -> other.add(m.find(drawn.given())));
                    assertThat(other).isEqualTo(one);
                });
    }

    @Test
    void shouldNeverReadTheEventOrLaterWhenTheMethodDoesNotSaySo() {
        Seeded.forAll(
                40,
                any -> {
                    Drawn drawn = drawn(any, true);
                    List<BaselineMethod> methods =
                            BaselineMethods.all().stream()
                                    .filter(m -> !READS_LATER.contains(m.id()))
                                    .filter(m -> !m.id().equals("set-point"))
                                    .filter(m -> !m.id().equals("control-group"))
                                    .toList();
                    LoadSeries weather =
                            LoadSeries.of(
                                    drawn.given().load().from(),
                                    drawn.loads().step,
                                    drawn.loads().watts.clone());
                    Beside beside =
                            new Beside(
                                    Power.ofWatts(5_000),
                                    Power.ofWatts(90_000),
                                    null,
                                    weather,
                                    null,
                                    drawn.beside().systemPeaks());
                    Drawn fixed = new Drawn(drawn.loads(), drawn.event(), drawn.noticeAt(), beside);
                    List<List<Long>> before = new ArrayList<>();
                    methods.forEach(m -> before.add(find(m.id(), fixed)));
                    LoadSeries series = drawn.given().load();
                    for (int i = series.indexOf(drawn.event().from()); i < series.size(); i++) {
                        drawn.loads().watts[i] = any.intFrom(-1_000_000, 1_000_000);
                    }
                    for (int i = 0; i < methods.size(); i++) {
                        assertThat(find(methods.get(i).id(), fixed))
                                .as(methods.get(i).id())
                                .isEqualTo(before.get(i));
                    }
                });
    }
}
