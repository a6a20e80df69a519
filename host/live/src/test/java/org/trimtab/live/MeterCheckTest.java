package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.quantity.Power;

/** The site meter held against the sum of the devices. */
class MeterCheckTest {
    private static final Instant START = Instant.parse("2026-07-01T18:00:00Z");

    private final MeterCheck check = new MeterCheck(List.of(), Duration.ofMinutes(1));

    @Test
    void shouldSayGoodWhenDevicesExplainTheMeterWithinThreePercent() {
        look(15, 1_000_000, 975_000, 0);

        assertThat(agreement(15))
                .isEqualTo(new MeterAgreement("GOOD", 1_000_000L, 975_000L, 0L, 15, 15));
    }

    @Test
    void shouldRaiseTheAlarmBeyondTenPercent() {
        look(15, 1_000_000, 899_000, 0);

        assertThat(agreement(15).verdict()).isEqualTo("ALARM");
    }

    @Test
    void shouldSayNothingWhenDevicesNotReadCouldMakeItEither() {
        look(15, 1_000_000, 960_000, 30_000);

        assertThat(agreement(15).verdict()).isEqualTo("UNKNOWN");
        assertThat(agreement(15).unreadW()).isEqualTo(30_000);
    }

    @Test
    void shouldSayGoodWhenDevicesNotReadDoNotMatter() {
        look(15, 1_000_000, 975_000, 30_000);

        assertThat(agreement(15).verdict()).isEqualTo("GOOD");
    }

    @Test
    void shouldSayNothingWhenLessThanHalfOfTheTimeIsKnown() {
        look(7, 1_000_000, 1_000_000, 0);

        assertThat(agreement(15).verdict()).isEqualTo("UNKNOWN");
        assertThat(agreement(15).minutesKnown()).isEqualTo(7);
    }

    @Test
    void shouldSayNothingBeforeAnythingWasRead() {
        assertThat(agreement(15)).isEqualTo(new MeterAgreement("UNKNOWN", null, null, null, 0, 15));
    }

    private void look(int minutes, long meter, long read, long unread) {
        for (int i = 0; i < minutes * 12; i++) {
            check.look(START.plusSeconds(i * 5L), Power.ofWatts(meter), read, unread);
        }
    }

    private MeterAgreement agreement(int minutes) {
        return check.agreement(START.plus(Duration.ofMinutes(minutes)));
    }
}
