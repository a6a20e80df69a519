package org.trimtab.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The exact path, against trying all and against the linear programme. */
class SwitchPathTest {
    private static final int STEPS = 11;

    @Test
    void shouldFindTheBestWhenEveryPathIsTried() {
        Random random = new Random(4);
        for (int round = 0; round < 60; round++) {
            double[] worth = random.doubles(STEPS, -10, 10).toArray();
            double[] start = random.doubles(STEPS, 0, 8).toArray();
            double[] stop = random.doubles(STEPS, 0, 2).toArray();
            int minOn = 1 + random.nextInt(3);
            int minOff = 1 + random.nextInt(3);
            double best = Double.NEGATIVE_INFINITY;
            for (int bits = 0; bits < 1 << STEPS; bits++) {
                boolean[] path = new boolean[STEPS];
                for (int k = 0; k < STEPS; k++) {
                    path[k] = (bits >> k & 1) == 1;
                }
                if (isAllowed(path, minOn, minOff)) {
                    best = Math.max(best, worth(path, worth, start, stop));
                }
            }

            boolean[] found = SwitchPath.best(worth, start, stop, minOn, minOff);

            assertThat(isAllowed(found, minOn, minOff)).isTrue();
            assertThat(worth(found, worth, start, stop)).isCloseTo(best, within(1e-9));
        }
    }

    @Test
    void shouldAgreeWithTheProgrammeWhenMachinesDoNotHangTogether() {
        Random random = new Random(9);
        for (int round = 0; round < 20; round++) {
            double[] price = random.doubles(24, 0, 200).toArray();
            double startUsd = random.nextDouble(0, 60);
            List<SitePlan.Ahead> steps = new ArrayList<>();
            double[] worth = new double[price.length];
            for (int k = 0; k < price.length; k++) {
                steps.add(new SitePlan.Ahead(1, price[k], 0, Double.POSITIVE_INFINITY, 0, 0));
                worth[k] = 100 - price[k];
            }
            double[] starts = new double[price.length];
            Arrays.fill(starts, startUsd);

            boolean[] path = SwitchPath.best(worth, starts, new double[price.length], 2, 1);
            SitePlan.Planned plan =
                    SitePlan.make(
                            List.of(
                                    new SitePlan.Machines(
                                            1.1, 0.1, 100, startUsd, 1, 0, 0, 1, 2, false)),
                            steps,
                            new SitePlan.Whole(1),
                            Duration.ofSeconds(10));

            double programme = plan.solution().worth();
            assertThat(programme)
                    .isCloseTo(worth(path, worth, starts, new double[price.length]), within(1e-6));
        }
    }

    @Test
    void shouldSayWhichStepCannotBeKeptWhenMoreIsSoldThanThereIs() {
        SitePlan.Planned plan =
                SitePlan.make(
                        List.of(new SitePlan.Machines(1, 0, 100, 0, 1, 0, 0, 1, 1, false)),
                        List.of(
                                new SitePlan.Ahead(1, 20, 0, Double.POSITIVE_INFINITY, 0.5, 5),
                                new SitePlan.Ahead(1, 20, 0, Double.POSITIVE_INFINITY, 2, 5)),
                        new SitePlan.Whole(0.95),
                        Duration.ofSeconds(10));

        assertThat(SitePlan.firstMissed(plan)).isEqualTo(1);
        assertThat(plan.heldMw().getFirst()).isCloseTo(0.5, within(1e-9));
        assertThat(plan.heldMw().get(1)).isCloseTo(0.95, within(1e-9));
    }

    @Test
    void shouldStayBelowALimitWhenOneIsGiven() {
        SitePlan.Planned plan =
                SitePlan.make(
                        List.of(new SitePlan.Machines(2, 0, 300, 0, 1, 0, 0, 1, 1, false)),
                        List.of(new SitePlan.Ahead(1, 20, 0, 0.5, 0, 0)),
                        new SitePlan.Whole(1),
                        Duration.ofSeconds(10));

        assertThat(plan.runs().getFirst().getFirst()).isCloseTo(0.25, within(1e-9));
        assertThat(plan.missed()).isEmpty();
    }

    private static double worth(boolean[] path, double[] worth, double[] start, double[] stop) {
        double sum = 0;
        for (int k = 0; k < path.length; k++) {
            boolean before = k == 0 || path[k - 1];
            sum += path[k] ? worth[k] : 0;
            sum -= path[k] && !before ? start[k] : 0;
            sum -= !path[k] && before ? stop[k] : 0;
        }
        return sum;
    }

    /** Runs before the first step for long; what is cut at the end counts as kept. */
    private static boolean isAllowed(boolean[] path, int minOn, int minOff) {
        int length = 0;
        boolean first = true;
        for (int k = 0; k < path.length; k++) {
            boolean before = k == 0 || path[k - 1];
            if (path[k] == before) {
                length++;
                continue;
            }
            if (!first && length < (before ? minOn : minOff)) {
                return false;
            }
            first = false;
            length = 1;
        }
        return true;
    }
}
