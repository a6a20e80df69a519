package org.trimtab.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HighsTest {
    private static final Duration SECOND = Duration.ofSeconds(10);

    @Test
    void shouldFindTheCornerWhenTwoRowsBind() {
        LinearProgram programme = new LinearProgram();
        int x = programme.variable(0, Double.POSITIVE_INFINITY, 3);
        int y = programme.variable(0, Double.POSITIVE_INFINITY, 2);
        int one = programme.row(Double.NEGATIVE_INFINITY, 4);
        programme.add(one, x, 1);
        programme.add(one, y, 1);
        int two = programme.row(Double.NEGATIVE_INFINITY, 6);
        programme.add(two, x, 1);
        programme.add(two, y, 3);

        Solution solution = Highs.solve(programme, SECOND);

        assertThat(solution.state()).isEqualTo(Solution.State.BEST);
        assertThat(solution.worth()).isCloseTo(12, within(1e-6));
        assertThat(solution.value(x)).isCloseTo(4, within(1e-6));
        assertThat(solution.gap()).isZero();
    }

    @Test
    void shouldStayWholeWhenAVariableMust() {
        LinearProgram programme = new LinearProgram();
        int x = programme.wholeVariable(0, 10, 1);
        int row = programme.row(Double.NEGATIVE_INFINITY, 7);
        programme.add(row, x, 2);

        assertThat(Highs.solve(programme, SECOND).value(x)).isCloseTo(3, within(1e-6));
    }

    @Test
    void shouldSaySoWhenRowsContradict() {
        LinearProgram programme = new LinearProgram();
        int x = programme.variable(0, 1, 1);
        int row = programme.row(2, 3);
        programme.add(row, x, 1);

        Solution solution = Highs.solve(programme, SECOND);

        assertThat(solution.state()).isEqualTo(Solution.State.CONTRADICTION);
        assertThat(solution.isUsable()).isFalse();
    }
}
