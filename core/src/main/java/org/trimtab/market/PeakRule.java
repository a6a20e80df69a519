package org.trimtab.market;

import java.time.Instant;
import org.trimtab.quantity.Power;

/**
 * A way to decide which hours to sit out for coincident peaks. It is asked about an hour before it is given that hour's
 * load, so it knows only what was known.
 */
public interface PeakRule {
    /** Takes the load of an hour; hours come in order. */
    void observe(Instant hour, Power load);

    /** True when the hour right after the last load taken should be sat out; asked once an hour. */
    boolean curtails(Instant hour);
}
