package org.trimtab.server;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.trimtab.live.DevicePick;
import org.trimtab.live.Hands;
import org.trimtab.program.Hold;
import org.trimtab.quantity.QuantityFormat;

/** Reads the body of {@code POST /api/v1/holds}. */
final class HoldReader {
    /** Bytes of a request: ten thousand names. */
    static final int BYTES_MAX = 1024 * 1024;

    private static final List<String> FIELDS =
            List.of("id", "kind", "for", "by", "all", "devices", "families", "racks", "tags");
    private static final String EXAMPLE =
            "{\"devices\": [\"a-0001\"], \"kind\": \"ASLEEP\", \"for\": \"2 h\", \"by\": \"jo\"}";

    private HoldReader() {}

    static Hands.HoldAsk read(byte[] bytes) {
        Fields body = Fields.one(bytes, FIELDS, EXAMPLE);
        Hold.Kind kind = body.text("kind", HoldReader::kind, "");
        if (kind == null) {
            throw body.bad("kind", "is missing; " + kinds());
        }
        Duration length =
                body.text("for", QuantityFormat::parseDuration, " with its unit, such as \"2 h\"");
        if (length != null && length.isZero()) {
            throw body.bad("for", "must be longer than nothing, or absent: until it is lifted");
        }
        return new Hands.HoldAsk(
                body.name("id"),
                new DevicePick(
                        body.flag("all"),
                        body.names("devices"),
                        body.names("families"),
                        body.names("racks"),
                        body.names("tags")),
                kind,
                length,
                body.nameNeeded("by", "say who holds them"));
    }

    private static Hold.Kind kind(String text) {
        for (Hold.Kind kind : Hold.Kind.values()) {
            if (kind.name().equals(text.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("\"" + Replies.shown(text) + "\" is none; " + kinds());
    }

    private static String kinds() {
        return "ASLEEP (put to sleep and left so), AWAKE (never curtailed) or UNTOUCHED (left as it"
                + " is)";
    }
}
