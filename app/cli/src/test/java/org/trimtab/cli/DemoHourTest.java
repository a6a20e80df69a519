package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoHourTest {
    private static final DemoHour HOUR = new DemoHour(1_000_000, 1_000_000, 7).from(800_000);

    @Test
    void shouldBeginWhereTheSiteIs() {
        assertThat(HOUR.basePointW(0)).isEqualTo(800_000);
        assertThat(HOUR.setPointW(0)).isBetween(788_000L, 812_000L);
    }

    @Test
    void shouldStayNearTheRampBetweenTwoBasePoints() {
        long from = HOUR.basePointW(0);
        long to = HOUR.basePointW(1);

        long halfway =
                HOUR.setPointW(DemoHour.BASE_POINT_EVERY_S + DemoStackedSite.BASE_RAMP_S / 2.0);
        long there = HOUR.setPointW(DemoHour.BASE_POINT_EVERY_S * 2 - 1.0);

        assertThat(halfway).isBetween((from + to) / 2 - 12_000, (from + to) / 2 + 12_000);
        assertThat(there).isBetween(to - 12_000, to + 12_000);
    }

    @Test
    void shouldAskForLessInTheEmergencyThanAnyBasePointDoes() {
        for (int stretch = 0; stretch < DemoHour.stretches(); stretch++) {
            assertThat(HOUR.emergencyW()).isLessThan(HOUR.basePointW(stretch));
        }
    }
}
