package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import org.trimtab.dispatch.Action;
import org.trimtab.engine.Input;

/** Something the storm does at a time, which is real time and not what the site's clock shows. */
sealed interface Moment {
    Instant at();

    /** The engine is told something. */
    record Tell(Instant at, Input input) implements Moment {}

    /** Somebody at a device puts it to sleep or wakes it. */
    record Hand(Instant at, int place, Action action) implements Moment {}

    /** The site's process dies and starts again from its journal. */
    record Restart(Instant at) implements Moment {}

    /** The site's clock is set so far ahead of the truth. */
    record Clock(Instant at, Duration ahead) implements Moment {}
}
