package org.trimtab.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StormTest {
    private static final int SEEDS_WITHOUT_BUG = 50;
    private static final int SEEDS_WITH_BUG = 200;

    @Test
    void shouldHoldEverySentenceWhenNoBugIsPlanted() {
        List<String> broken = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS_WITHOUT_BUG; seed++) {
            Broken what = new Storm(seed, Bug.NONE, null).run().broken();
            if (what != null) {
                broken.add("seed " + seed + ": " + what.sentence() + " " + what.detail());
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void shouldFindThatExpiredCommandsAreSentWhenNobodyLooksAtTheExpiry() {
        assertThat(firstBroken(Bug.DROP_EXPIRY).sentence()).isEqualTo(new ExpiryKept().text());
    }

    @Test
    void shouldFindTooShortASleepWhenTheShortestSleepIsForgotten() {
        assertThat(firstBroken(Bug.FORGET_MIN_OFF).sentence())
                .isEqualTo("No command goes outside a device's envelope.");
    }

    @Test
    void shouldFindACommandAgainstAHoldWhenHoldsAreForgotten() {
        assertThat(firstBroken(Bug.FORGET_HOLDS).sentence())
                .isEqualTo("A held device is asked for nothing against its hold.");
    }

    @Test
    void shouldBeTheSameStormWhenTheSeedIsTheSame() {
        Storm.Outcome once = new Storm(7, Bug.DROP_EXPIRY, null).run();
        Storm.Outcome twice = new Storm(7, Bug.DROP_EXPIRY, null).run();

        assertThat(twice.lastLines()).isEqualTo(once.lastLines());
        assertThat(twice.tally().steps()).isEqualTo(once.tally().steps()).isPositive();
        assertThat(twice.tally().commands()).isEqualTo(once.tally().commands());
    }

    /** The first sentence that breaks with the bug and holds without it. */
    private static Broken firstBroken(Bug bug) {
        for (long seed = 1; seed <= SEEDS_WITH_BUG; seed++) {
            Broken with = new Storm(seed, bug, null).run().broken();
            if (with != null && new Storm(seed, Bug.NONE, null).run().broken() == null) {
                return with;
            }
        }
        throw new AssertionError(
                SEEDS_WITH_BUG + " storms with the bug " + bug.option() + " broke nothing");
    }
}
