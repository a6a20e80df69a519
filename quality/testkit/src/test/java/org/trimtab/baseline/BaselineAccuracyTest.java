package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class BaselineAccuracyTest {
    private static final long[] ACTUAL = {100, 98, 102, 101, 99};
    private static final long[] BASELINE = {99, 100, 100, 99, 101};

    @Test
    void shouldMeetTheVectorWhenPjmTestsAccuracy() {
        assertThat(BaselineAccuracy.rrmse(ACTUAL, BASELINE))
                .isCloseTo(new BigDecimal("0.018439"), within(new BigDecimal("0.0000005")))
                .isLessThan(BaselineAccuracy.PJM_RRMSE_MAX);
    }

    @Test
    void shouldDivideByTheFreedomLeftWhenAModelHasParameters() {
        // Squares 1 + 4 + 4 + 4 + 4 = 17; 17 / (5 - 1) = 4.25.
        assertThat(BaselineAccuracy.cvrmse(ACTUAL, BASELINE, 1))
                .isCloseTo(new BigDecimal("0.020615528"), within(new BigDecimal("0.000000001")));
        assertThat(BaselineAccuracy.cvrmse(ACTUAL, BASELINE, 0))
                .isEqualTo(BaselineAccuracy.rrmse(ACTUAL, BASELINE));
        assertThatThrownBy(() -> BaselineAccuracy.cvrmse(ACTUAL, BASELINE, 5))
                .hasMessageContaining("5 intervals cannot test a model of 5");
    }

    @Test
    void shouldBePositiveWhenTheBaselineIsTooHigh() {
        assertThat(BaselineAccuracy.nmbe(ACTUAL, BASELINE)).isEqualByComparingTo("-0.002");
        assertThat(BaselineAccuracy.nmbe(new long[] {100}, new long[] {110}))
                .isEqualByComparingTo("0.1");
    }

    @Test
    void shouldSayWhyWhenThereIsNothingToCompare() {
        assertThatThrownBy(() -> BaselineAccuracy.rrmse(new long[0], new long[0]))
                .hasMessageContaining("0 levels");
        assertThatThrownBy(() -> BaselineAccuracy.rrmse(new long[] {0}, new long[] {1}))
                .hasMessageContaining("above 0 W");
    }
}
