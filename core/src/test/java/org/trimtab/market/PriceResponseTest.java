package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.market.PriceResponse.Decision;
import org.trimtab.market.PriceResponse.Past;
import org.trimtab.market.PriceResponse.Reason;
import org.trimtab.market.PriceResponse.Wanted;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Timing;

class PriceResponseTest {
    private static final Instant NOON = Instant.parse("2023-08-17T17:00:00Z");
    private static final Duration MIN_OFF = Duration.ofMinutes(10);
    private static final Duration MIN_ON = Duration.ofMinutes(20);
    private static final PriceResponse AT_100 =
            new PriceResponse(dollars(100), dollars(5), MIN_OFF, MIN_ON);

    @ParameterizedTest
    @CsvSource({
        "105000001, false, SLEEP, ABOVE_BREAK_EVEN",
        "105000001, true, SLEEP, ABOVE_BREAK_EVEN",
        "105000000, false, RUN, INSIDE_HYSTERESIS",
        "105000000, true, SLEEP, INSIDE_HYSTERESIS",
        "95000000, true, SLEEP, INSIDE_HYSTERESIS",
        "95000000, false, RUN, INSIDE_HYSTERESIS",
        "94999999, true, RUN, BELOW_BREAK_EVEN",
        "94999999, false, RUN, BELOW_BREAK_EVEN",
        "-50000000, true, RUN, BELOW_BREAK_EVEN",
    })
    void shouldDecideByTheBandWhenNoShortestTimeHolds(
            long micro, boolean asleep, Wanted wanted, Reason reason) {
        assertThat(AT_100.decide(new EnergyPrice(micro), new Past(asleep, null), NOON))
                .isEqualTo(new Decision(wanted, reason));
    }

    @Test
    void shouldStayAsleepWhenItHasNotSleptLongEnough() {
        Past past = new Past(true, NOON);
        assertThat(AT_100.decide(dollars(0), past, NOON.plus(MIN_OFF).minusNanos(1)))
                .isEqualTo(new Decision(Wanted.SLEEP, Reason.MIN_OFF));
        assertThat(AT_100.decide(dollars(0), past, NOON.plus(MIN_OFF)))
                .isEqualTo(new Decision(Wanted.RUN, Reason.BELOW_BREAK_EVEN));
        assertThat(AT_100.freeAt(past)).isEqualTo(NOON.plus(MIN_OFF));
    }

    @Test
    void shouldKeepRunningWhenItHasNotRunLongEnough() {
        Past past = new Past(false, NOON);
        assertThat(AT_100.decide(dollars(5000), past, NOON.plus(MIN_ON).minusNanos(1)))
                .isEqualTo(new Decision(Wanted.RUN, Reason.MIN_ON));
        assertThat(AT_100.decide(dollars(5000), past, NOON.plus(MIN_ON)))
                .isEqualTo(new Decision(Wanted.SLEEP, Reason.ABOVE_BREAK_EVEN));
    }

    @Test
    void shouldSleepAtOnceWhenItWasNeverTouched() {
        assertThat(AT_100.decide(dollars(5000), Past.UNTOUCHED, NOON).wanted())
                .isEqualTo(Wanted.SLEEP);
        assertThat(AT_100.freeAt(Past.UNTOUCHED)).isNull();
    }

    @Test
    void shouldNeverWakeWhenOnlyThePriceRises() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            Past past =
                    new Past(random.nextBoolean(), NOON.minusSeconds(random.nextInt(2 * 60 * 60)));
            EnergyPrice low = new EnergyPrice(random.nextLong(-50_000_000, 200_000_000));
            EnergyPrice high = low.plus(new EnergyPrice(random.nextLong(0, 100_000_000)));
            if (AT_100.decide(low, past, NOON).wanted() == Wanted.SLEEP) {
                assertThat(AT_100.decide(high, past, NOON).wanted()).isEqualTo(Wanted.SLEEP);
            }
        }
    }

    @Test
    void shouldKeepShortestTimesWhenPricesAreRandom() {
        Random random = new Random(12);
        Past past = Past.UNTOUCHED;
        Instant now = NOON;
        int changes = 0;
        for (int i = 0; i < 50_000; i++) {
            now = now.plusSeconds(random.nextInt(1, 600));
            Decision decision =
                    AT_100.decide(new EnergyPrice(random.nextLong(0, 200_000_000)), past, now);
            boolean asleep = decision.wanted() == Wanted.SLEEP;
            if (asleep != past.asleep()) {
                Instant since = past.since();
                if (since != null) {
                    Duration held = Duration.between(since, now);
                    assertThat(held).isGreaterThanOrEqualTo(past.asleep() ? MIN_OFF : MIN_ON);
                }
                past = new Past(asleep, now);
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(1_000);
    }

    @Test
    void shouldTakeTheLongerTimesWhenDeviceAndSiteDiffer() {
        PriceResponse response =
                PriceResponse.of(
                        device(Duration.ofMinutes(15), Duration.ofMinutes(5)),
                        BreakEvenTest.terms("60", 10_000, "1.03", 2_000_000, 5_000_000));
        assertThat(response.minOff()).isEqualTo(Duration.ofMinutes(15));
        assertThat(response.minOn()).isEqualTo(Duration.ofMinutes(20));
        assertThat(response.breakEven().microDollarsPerMwh()).isEqualTo(135_309_293);
        assertThat(response.hysteresis()).isEqualTo(dollars(5));
    }

    private static Device device(Duration minOff, Duration minOn) {
        return new Device(
                new DeviceId("a-1"),
                "luxos",
                "Antminer S21",
                new Endpoint("127.1.0.1", 4028),
                null,
                Power.ofWatts(3_500),
                Power.ofWatts(25),
                HashRate.ofTerahashes(200),
                new Envelope(minOff, minOn, false),
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10)),
                Set.of());
    }

    private static EnergyPrice dollars(long dollars) {
        return new EnergyPrice(dollars * 1_000_000);
    }
}
