package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Reply;

/** What can go wrong on the wire in one exchange. */
public enum Fault {
    REFUSED(Failure.CONNECTION_REFUSED, false),
    NO_CONNECTION(Failure.CONNECT_TIMEOUT, false),
    CUT_BEFORE_SENT(Failure.CUT_OFF, false),
    SILENT(Failure.NO_ANSWER, true),
    HALF_THEN_SILENT(Failure.NO_ANSWER, true),
    CUT_AT_ONCE(Failure.CUT_OFF, true),
    CUT_IN_THE_MIDDLE(Failure.CUT_OFF, true),
    OVERSIZED(Failure.GARBLED, true),
    GARBAGE(Failure.GARBLED, true),
    EMPTY(Failure.GARBLED, true),
    HALF_AS_IF_WHOLE(Failure.GARBLED, true);

    private final Failure failure;
    private final boolean written;

    Fault(Failure failure, boolean written) {
        this.failure = failure;
        this.written = written;
    }

    /** What a driver has to call it. */
    public Failure failure() {
        return failure;
    }

    /** Whether the request reached the device. */
    public boolean written() {
        return written;
    }

    /** Whether bytes came that end like a whole answer. */
    public boolean answered() {
        return this == GARBAGE || this == EMPTY || this == HALF_AS_IF_WHOLE;
    }

    /** What the driver hears, when this would have been the answer. */
    Reply reply(byte[] answer, Instant at) {
        byte[] half = Arrays.copyOf(answer, answer.length / 2);
        return switch (this) {
            case REFUSED -> new Reply.Refused(null, at);
            case NO_CONNECTION -> new Reply.NoConnection(null, at);
            case CUT_BEFORE_SENT -> new Reply.Cut(new byte[0], null, at);
            case SILENT -> new Reply.TimedOut(new byte[0], at, at);
            case HALF_THEN_SILENT -> new Reply.TimedOut(half, at, at);
            case CUT_AT_ONCE -> new Reply.Cut(new byte[0], at, at);
            case CUT_IN_THE_MIDDLE -> new Reply.Cut(half, at, at);
            case OVERSIZED -> new Reply.TooLong(262_144, at, at);
            case GARBAGE ->
                    new Reply.Answered(
                            "\u0007<html>busy</html>".getBytes(StandardCharsets.UTF_8), at, at);
            case EMPTY -> new Reply.Answered(new byte[0], at, at);
            case HALF_AS_IF_WHOLE -> new Reply.Answered(half, at, at);
        };
    }
}
