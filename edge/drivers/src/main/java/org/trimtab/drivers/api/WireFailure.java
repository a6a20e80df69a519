package org.trimtab.drivers.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;

/**
 * Why an exchange brought no whole answer.
 *
 * @param failure its kind
 * @param detail a few words for a person
 */
public record WireFailure(Failure failure, String detail) {
    /** What went wrong, or null when a whole answer came. */
    public static @Nullable WireFailure of(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> null;
            case Reply.Refused refused ->
                    new WireFailure(Failure.CONNECTION_REFUSED, "nothing listens at its address");
            case Reply.NoConnection none ->
                    new WireFailure(Failure.CONNECT_TIMEOUT, "no connection came up in time");
            case Reply.TimedOut late ->
                    new WireFailure(
                            Failure.NO_ANSWER,
                            "no whole answer in time; " + bytes(late.partial().length) + " came");
            case Reply.Cut cut ->
                    new WireFailure(
                            Failure.CUT_OFF,
                            "the connection was cut after " + bytes(cut.partial().length));
            case Reply.TooLong big ->
                    new WireFailure(
                            Failure.GARBLED,
                            "its answer is longer than " + bytes(big.limitBytes()));
            case Reply.NotSecured bare ->
                    bare.distrusted()
                            ? new WireFailure(
                                    Failure.CERTIFICATE_NOT_TRUSTED,
                                    "its certificate is not trusted ("
                                            + bare.why()
                                            + "); if it signs its own, allow self-signed"
                                            + " certificates in the site file's access")
                            : new WireFailure(
                                    Failure.GARBLED,
                                    "no encrypted connection came about: " + bare.why());
        };
    }

    private static String bytes(int count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "byte" : "bytes");
    }
}
