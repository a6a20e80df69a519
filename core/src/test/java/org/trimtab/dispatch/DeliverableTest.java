package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

class DeliverableTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final int DEVICES = 300;
    private static final int TRIALS = 2_000;

    /** A fleet of three families, how its devices obey in truth, and what we have seen of it. */
    private static final class Truth {
        private final SplittableRandom random = new SplittableRandom(20_260_701L);
        private final long[] watts = new long[DEVICES];
        private final double[] rate = new double[DEVICES];
        private final LeftOut[] leftOut = new LeftOut[DEVICES];
        private final ObeyRecord record;

        Truth(String kind) {
            this(kind, 3);
        }

        Truth(String kind, int families) {
            int[] familyOf = new int[DEVICES];
            for (int place = 0; place < DEVICES; place++) {
                familyOf[place] = place % families;
                watts[place] = random.nextLong(1_000, 6_000);
                boolean good = kind.equals("mixed") ? random.nextBoolean() : kind.equals("0.97");
                rate[place] = good ? 0.97 : 0.7;
            }
            record = new ObeyRecord(DEVICES, families, familyOf);
        }

        Truth learn(int events) {
            for (int event = 0; event < events; event++) {
                for (int place = 0; place < DEVICES; place++) {
                    record.asked(place);
                    if (random.nextDouble() < rate[place]) {
                        record.obeyed(place, Duration.ofSeconds(random.nextLong(1, 10)));
                    } else {
                        record.failed(place);
                    }
                }
            }
            return this;
        }

        Deliverable deliverable() {
            return Deliverable.of(record, TEN_SECONDS, watts, leftOut);
        }

        /** In what share of the trials at least so much falls when these are asked. */
        double met(int[] asked, long promised) {
            int met = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                long fell = 0;
                for (int place : asked) {
                    fell += random.nextDouble() < rate[place] ? watts[place] : 0;
                }
                met += fell >= promised ? 1 : 0;
            }
            return (double) met / TRIALS;
        }

        int[] everybody() {
            int[] places = new int[DEVICES];
            Arrays.setAll(places, place -> place);
            return places;
        }

        /** Some of them, by chance, that come to at least so much. */
        int[] some(long watts) {
            int[] places = everybody();
            for (int i = places.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = places[i];
                places[i] = places[j];
                places[j] = swapped;
            }
            int count = 0;
            for (long sum = 0; sum < watts; count++) {
                sum += this.watts[places[count]];
            }
            return Arrays.copyOf(places, count);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.97", "0.7", "mixed"})
    void shouldKeepItsPromiseInNineteenOfTwentyTrialsWhenItHasLearned(String kind) {
        Truth truth = new Truth(kind).learn(20);
        Offer offer = truth.deliverable().offer();
        double mean = 0;
        for (int place = 0; place < DEVICES; place++) {
            mean += truth.rate[place] * truth.watts[place];
        }

        assertThat(truth.met(truth.everybody(), offer.confident().watts()))
                .isGreaterThanOrEqualTo(0.93);
        assertThat(offer.confident().watts() / mean).as("and no miser").isGreaterThan(0.9);
        assertThat(offer.expected().watts() / mean).isBetween(0.98, 1.02);
        assertThat(offer.devices()).isEqualTo(DEVICES);
    }

    @ParameterizedTest
    @CsvSource({"0.97, 1", "0.7, 1", "mixed, 1", "0.7, 3", "0.7, 10", "0.7, 300"})
    void shouldPromiseLittleWhenItHasSeenNothing(String kind, int families) {
        Truth truth = new Truth(kind, families);
        Offer offer = truth.deliverable().offer();

        assertThat(truth.met(truth.everybody(), offer.confident().watts()))
                .isGreaterThanOrEqualTo(0.99);
        assertThat(offer.confident().watts())
                .isBetween(Arrays.stream(truth.watts).sum() / 2, offer.expected().watts());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10})
    void shouldKeepItsPromiseWhenDevicesAreFew(int count) {
        Truth truth = new Truth("0.97").learn(20);
        Arrays.fill(truth.leftOut, count, DEVICES, LeftOut.HELD);
        Offer offer = truth.deliverable().offer();
        int[] asked = Arrays.copyOf(truth.everybody(), count);

        assertThat(truth.met(asked, offer.confident().watts())).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void shouldMeetTheNeedWhenMoreIsAskedThanIsNeeded() {
        Truth truth = new Truth("0.7").learn(20);
        long needed = 300_000;
        long extra = truth.deliverable().overDispatchWatts(needed, Share.ALL);
        assertThat(truth.met(truth.some(needed + extra), needed)).isGreaterThanOrEqualTo(0.93);
        assertThat(truth.met(truth.some(needed), needed)).as("without the extra").isLessThan(0.05);
        assertThat(extra).isBetween(needed * 43 / 100, needed * 75 / 100);
    }

    @Test
    void shouldAskNoMoreBeyondTheNeedThanIsAllowedOrThere() {
        Truth truth = new Truth("0.7").learn(5);
        long all = Arrays.stream(truth.watts).sum();
        Deliverable deliverable = truth.deliverable();

        assertThat(deliverable.overDispatchWatts(300_000, new Share(100_000))).isEqualTo(30_000);
        assertThat(deliverable.overDispatchWatts(300_000, Share.NONE)).isZero();
        assertThat(deliverable.overDispatchWatts(all - 1_000, Share.ALL)).isEqualTo(1_000);
        assertThat(deliverable.overDispatchWatts(all, Share.ALL)).isZero();
        assertThat(deliverable.overDispatchWatts(all + 1, Share.ALL)).isZero();
        assertThat(deliverable.overDispatchWatts(0, Share.ALL)).isZero();
        assertThat(deliverable.overDispatchWatts(-5, Share.ALL)).isZero();
    }

    @Test
    void shouldNeverPromiseLessForALongerTime() {
        for (int events : new int[] {0, 1, 5, 30}) {
            Truth truth = new Truth("mixed").learn(events);
            for (int place = 0; place < DEVICES; place++) {
                for (int event = 0; event < place % 7; event++) {
                    long millis = truth.random.nextLong(1, 3_000_000);
                    truth.record.obeyed(place, Duration.ofMillis(millis));
                }
            }
            List<Offer> offers = Deliverable.offers(truth.record, truth.watts, truth.leftOut);
            assertThat(offers).extracting(Offer::within).isEqualTo(Deliverable.HORIZONS);
            for (int i = 1; i < offers.size(); i++) {
                assertThat(offers.get(i).confident())
                        .isGreaterThanOrEqualTo(offers.get(i - 1).confident());
                assertThat(offers.get(i).expected())
                        .isGreaterThanOrEqualTo(offers.get(i - 1).expected());
            }
            for (Offer offer : offers) {
                assertThat(offer.confident()).isBetween(Power.ZERO, offer.expected());
            }
        }
    }

    @Test
    void shouldLeaveOutFamiliesThatAreTooSlow() {
        ObeyRecord record = new ObeyRecord(3, 3, new int[] {0, 1, 2});
        record.expect(0, Duration.ofMinutes(2));
        for (int i = 0; i < 40; i++) {
            record.obeyed(1, Duration.ofSeconds(8));
            record.obeyed(2, Duration.ofMinutes(4));
        }
        long[] watts = {1_000, 1_000, 1_000};
        List<Offer> offers = Deliverable.offers(record, watts, new LeftOut[3]);

        assertThat(offers.get(0).devices()).as("250 ms").isZero();
        assertThat(offers.get(0).notCounted()).isEqualTo(Map.of(LeftOut.TOO_SLOW, 3));
        assertThat(offers.get(1).devices()).as("10 s").isEqualTo(1);
        assertThat(offers.get(1).notCounted()).isEqualTo(Map.of(LeftOut.TOO_SLOW, 2));
        assertThat(offers.get(2).devices()).as("10 min").isEqualTo(3);
    }

    @Test
    void shouldPromiseNothingWhenThereIsNobody() {
        List<Offer> offers =
                Deliverable.offers(new ObeyRecord(0, 0, new int[0]), new long[0], new LeftOut[0]);
        assertThat(offers).hasSize(4);
        for (Offer offer : offers) {
            assertThat(offer.confident()).isEqualTo(Power.ZERO);
            assertThat(offer.expected()).isEqualTo(Power.ZERO);
            assertThat(offer.notCounted()).isEmpty();
        }
    }

    @Test
    void shouldPromiseNothingWhenAllAreQuarantined() {
        Truth truth = new Truth("0.97").learn(3);
        Arrays.fill(truth.leftOut, LeftOut.QUARANTINED);
        truth.watts[0] = 0;
        Offer offer = truth.deliverable().offer();

        assertThat(offer.confident()).isEqualTo(Power.ZERO);
        assertThat(offer.notCounted()).isEqualTo(Map.of(LeftOut.QUARANTINED, DEVICES));
        assertThat(truth.deliverable().overDispatchWatts(1_000, Share.ALL)).isZero();
    }

    @Test
    void shouldSayThatADeviceWithNothingToGiveSleepsAlready() {
        Truth truth = new Truth("0.97").learn(3);
        truth.watts[0] = 0;
        truth.watts[1] = -5;
        assertThat(truth.deliverable().offer().notCounted())
                .isEqualTo(Map.of(LeftOut.ALREADY_ASLEEP, 2));
    }

    @Test
    void shouldTakeOutWhatIsOwedHeldOrAsleepInTheHoursAhead() {
        Truth truth = new Truth("0.97").learn(20);
        Instant from = Instant.parse("2026-07-01T15:00:00Z");
        Deliverable.InHour leftOut =
                (place, hour) ->
                        hour == 1 && place < 100
                                ? LeftOut.HELD
                                : hour == 2 && place < 200 ? LeftOut.ALREADY_ASLEEP : null;
        List<Deliverable.HourAhead> ahead =
                Deliverable.ahead(
                        truth.record,
                        from,
                        truth.watts,
                        leftOut,
                        new long[] {0, 0, 0, 400_000, 1L << 50});
        Offer now = truth.deliverable().offer();

        assertThat(ahead).hasSize(5);
        assertThat(ahead.get(3).hour().from()).isEqualTo(from.plusSeconds(3 * 3_600));
        assertThat(ahead.get(0).offers().get(1)).isEqualTo(now);
        assertThat(ahead.get(1).offers().get(1).devices()).isEqualTo(200);
        assertThat(ahead.get(1).offers().get(1).notCounted()).isEqualTo(Map.of(LeftOut.HELD, 100));
        assertThat(ahead.get(2).offers().get(1).devices()).isEqualTo(100);
        assertThat(ahead.get(3).offers().get(1).confident())
                .isEqualTo(now.confident().minus(Power.ofWatts(400_000)));
        assertThat(ahead.get(4).offers().get(1).confident()).isEqualTo(Power.ZERO);
        assertThat(ahead.get(4).owed()).isEqualTo(Power.ofWatts(1L << 50));
    }

    @Test
    void shouldRefuseMoreHoursOrOtherLevelsThanThereAre() {
        Truth truth = new Truth("0.97");
        assertThatThrownBy(() ->
                        Deliverable.ahead(
                                truth.record,
                                Instant.EPOCH,
                                truth.watts,
                                (place, hour) -> null,
                                new long[49]))
                .hasMessage("49 hours ahead; at most 48");
        assertThatThrownBy(() ->
                        Deliverable.of(truth.record, TEN_MINUTES, new long[1], new LeftOut[1]))
                .hasMessage("1 levels for 300 devices");
    }
}
