package org.trimtab.meters;

import org.trimtab.resource.Meter;

/** A meter gave no value. The message names the meter, what happened and what to do. */
public final class MeterUnreachable extends Exception {
    MeterUnreachable(Meter meter, String what, Throwable cause) {
        super(message(meter, what), cause);
    }

    MeterUnreachable(Meter meter, String what) {
        super(message(meter, what));
    }

    private static String message(Meter meter, String what) {
        return "meter \""
                + meter.id()
                + "\" at "
                + meter.endpoint()
                + " unit "
                + meter.unit()
                + ": "
                + what;
    }
}
