package org.trimtab.scenarios;

import java.time.Duration;

/** When in an event the site process is killed, in the order an event comes to them. */
enum Moment {
    /** The instruction is on its way or being decided. */
    PLANNING("while the instruction was being decided", Duration.ofMillis(150)),
    /** Sleep commands are out and not all of them seen to work. */
    COMMANDING("while sleep commands were out", Duration.ofMillis(1_200)),
    /** Everything chosen sleeps. */
    HOLDING("while holding", Duration.ofSeconds(3)),
    /** Wake commands are out. */
    RESTORING("while restoring", Duration.ofMillis(2_000)),
    /** The event was completed just now; its evidence may not be bound yet. */
    BINDING("while the evidence was being bound", Duration.ofMillis(60));

    private final String words;
    private final Duration spread;

    Moment(String words, Duration spread) {
        this.words = words;
        this.spread = spread;
    }

    String words() {
        return words;
    }

    /** The kill comes at random within this time after the moment began. */
    Duration spread() {
        return spread;
    }
}
