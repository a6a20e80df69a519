package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.dispatch.ObeyRecord.Counts;
import org.trimtab.dispatch.ObeyRecord.Prior;

class ObeyRecordTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private static ObeyRecord one() {
        return new ObeyRecord(1, 1, new int[1]);
    }

    @Test
    void shouldBelieveThePriorWhenNothingWasSeen() {
        assertThat(one().chance(0, TEN_SECONDS)).isEqualTo(0.8);
        assertThat(one().chanceToWake(0)).isEqualTo(0.8);
    }

    @Test
    void shouldBelieveNothingFasterThanTheDescriptorUntilSeen() {
        ObeyRecord record = new ObeyRecord(2, 1, new int[2]);
        record.expect(0, Duration.ofSeconds(12));
        assertThat(record.chance(0, TEN_SECONDS)).isZero();
        assertThat(record.chance(0, Duration.ofSeconds(12))).isEqualTo(0.8);
        for (int i = 0; i < 95; i++) {
            record.obeyed(1, Duration.ofSeconds(8));
        }
        assertThat(record.chance(0, TEN_SECONDS)).isEqualTo(0.95);
    }

    @ParameterizedTest
    @CsvSource({
        "250, 250, true",
        "251, 250, false",
        "10000, 10000, true",
        "10001, 10000, false",
        "600000, 600000, true",
        "600001, 600000, false",
        "1800000, 1800000, true",
        "1800001, 1800000, false",
        "0, 250, true",
        "9000, 9999, false"
    })
    void shouldSplitExactlyAtTheTimesThatAreSold(long took, long within, boolean inTime) {
        ObeyRecord record = one();
        double before = record.chance(0, Duration.ofMillis(within));
        record.obeyed(0, Duration.ofMillis(took));

        double after = record.chance(0, Duration.ofMillis(within));
        assertThat(after > before).isEqualTo(inTime);
        assertThat(after < before).isEqualTo(!inTime);
    }

    @Test
    void shouldMixFamilyAndDeviceAsABetaPriorDoes() {
        ObeyRecord record = new ObeyRecord(3, 2, new int[] {0, 0, 1});
        for (int i = 0; i < 30; i++) {
            record.obeyed(0, TEN_SECONDS);
        }
        for (int i = 0; i < 10; i++) {
            record.failed(1);
        }
        double family = (4.0 + 30) / (5 + 40);
        assertThat(record.chance(0, HALF_AN_HOUR))
                .isCloseTo((10 * family + 30) / 40, within(1e-12));
        assertThat(record.chance(1, HALF_AN_HOUR)).isCloseTo(10 * family / 20, within(1e-12));
        assertThat(record.chance(2, HALF_AN_HOUR)).as("another family").isEqualTo(0.8);
        assertThat(record.familyVariance(0, HALF_AN_HOUR))
                .isCloseTo(family * (1 - family) / 46, within(1e-12));
    }

    @Test
    void shouldComeBackToBelieveInADeviceThatWasMended() {
        ObeyRecord record = new ObeyRecord(200, 1, new int[200]);
        for (int i = 0; i < 2_000; i++) {
            record.obeyed(1 + i % 199, TEN_SECONDS);
        }
        for (int i = 0; i < 1_000; i++) {
            record.failed(0);
        }
        assertThat(record.chance(0, HALF_AN_HOUR)).isLessThan(0.25);
        for (int i = 0; i < 150; i++) {
            record.obeyed(0, TEN_SECONDS);
        }
        assertThat(record.chance(0, HALF_AN_HOUR)).isGreaterThan(0.85);
    }

    @Test
    void shouldKeepADoubtAboutAFamilyHoweverLongItObeyed() {
        ObeyRecord record = one();
        for (int i = 0; i < 100_000; i++) {
            record.obeyed(0, TEN_SECONDS);
        }
        assertThat(record.familyVariance(0, HALF_AN_HOUR)).isGreaterThan(1e-7);
        assertThat(record.familyTimes(0).getLast()).isBetween(1_000, 2_000);
    }

    @Test
    void shouldNotForgetTheLastFailureByRounding() {
        ObeyRecord never = new ObeyRecord(1, 1, new int[1]);
        ObeyRecord once = new ObeyRecord(1, 1, new int[1]);
        once.failed(0);
        for (int i = 0; i < 500; i++) {
            never.obeyed(0, TEN_SECONDS);
            once.obeyed(0, TEN_SECONDS);
        }
        assertThat(once.chance(0, HALF_AN_HOUR)).isLessThan(never.chance(0, HALF_AN_HOUR) - 0.005);
    }

    @Test
    void shouldCountWhatHappenedForDeviceAndFamily() {
        ObeyRecord record = new ObeyRecord(2, 1, new int[2]);
        record.asked(0);
        record.asked(0);
        record.asked(1);
        record.obeyed(0, TEN_SECONDS);
        record.failed(1);
        record.woke(0);
        record.stayedAsleep(0);

        assertThat(record.counts(0)).isEqualTo(new Counts(2, 1, 0, 1, 1));
        assertThat(record.counts(1)).isEqualTo(new Counts(1, 0, 1, 0, 0));
        assertThat(record.familyCounts(0)).isEqualTo(new Counts(3, 1, 1, 1, 1));
        assertThat(record.familyTimes(0)).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(record.chanceToWake(0)).isCloseTo((10 * 5.0 / 7 + 1) / 12, within(1e-12));
    }

    @Test
    void shouldCountFailuresInARowUntilItObeys() {
        ObeyRecord record = one();
        for (int i = 0; i < 200; i++) {
            record.failed(0);
        }
        assertThat(record.failuresInRow(0)).isEqualTo(127);
        record.obeyed(0, TEN_SECONDS);
        assertThat(record.failuresInRow(0)).isZero();
    }

    @Test
    void shouldRefuseFamiliesAndPriorsThatCannotBe() {
        assertThatThrownBy(() -> new ObeyRecord(1, 1, new int[] {1}))
                .hasMessageContaining("family 1 does not lie from 0 to 0");
        assertThatThrownBy(() -> new ObeyRecord(2, 1, new int[1]))
                .hasMessageContaining("2 devices, but families for 1");
        assertThatThrownBy(() -> new Prior(0, 1, 10, 100, 60)).hasMessageContaining("0.0 obeyed");
        assertThatThrownBy(() -> new Prior(4, 1, 10, 100, 127)).hasMessageContaining("2 to 126");
    }
}
