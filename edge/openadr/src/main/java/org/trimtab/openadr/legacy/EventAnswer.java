package org.trimtab.openadr.legacy;

/**
 * What we tell the VTN about one event.
 *
 * @param code an OpenADR 2.0 response code; 200 when the event was understood
 * @param description a sentence for the VTN's operator
 */
public record EventAnswer(OptType opt, int code, String description) {

    /** We take part. */
    public static EventAnswer optIn() {
        return new EventAnswer(OptType.OPT_IN, ResponseCode.OK, "OK");
    }

    /** We understood, and do not take part. */
    public static EventAnswer optOut(String why) {
        return new EventAnswer(OptType.OPT_OUT, ResponseCode.OK, why);
    }

    /** We cannot follow the signals of this event. */
    public static EventAnswer notSupported(String why) {
        return new EventAnswer(OptType.OPT_OUT, ResponseCode.SIGNAL_NOT_SUPPORTED, why);
    }

    static EventAnswer refused(int code, String why) {
        return new EventAnswer(OptType.OPT_OUT, code, why);
    }
}
