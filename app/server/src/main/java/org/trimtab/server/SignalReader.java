package org.trimtab.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.SiteDesk;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;

/** Reads the body of {@code POST /api/v1/instructions/{id}/signals}. */
final class SignalReader {
    /** Signals in one request. */
    static final int SIGNALS_MAX = 1_000;

    /** Bytes of a request. */
    static final int BYTES_MAX = 256 * 1024;

    private static final List<String> FIELDS = List.of("base_point", "set_point", "issued_at");
    private static final String EXAMPLE = "{\"set_point\": \"58.2 MW\"}";

    private SignalReader() {}

    /** Reads one signal or a list of them, in the order they came; a signal without a date is dated now. */
    static List<Signal> read(byte[] bytes, String track, Instant now) {
        InstructionId id = id(track);
        List<Signal> signals = new ArrayList<>();
        for (Fields one : Fields.oneOrMore(bytes, FIELDS, EXAMPLE, SIGNALS_MAX)) {
            signals.add(signal(one, id, now));
        }
        return signals;
    }

    private static InstructionId id(String track) {
        try {
            return new InstructionId(track);
        } catch (IllegalArgumentException e) {
            throw ReadRoutes.noEvent(track);
        }
    }

    private static Signal signal(Fields one, InstructionId track, Instant now) {
        Power base = level(one, "base_point");
        Power set = level(one, "set_point");
        if ((base == null) == (set == null)) {
            throw one.bad(
                    "give exactly one of base_point (where to be at the end of the ramp) and"
                            + " set_point (where to be now), such as \"58.2 MW\"");
        }
        Instant issuedAt = Objects.requireNonNullElse(one.instant("issued_at"), now);
        Duration ahead = Duration.between(now, issuedAt);
        if (ahead.compareTo(SiteDesk.SIGNAL_AHEAD_MAX) > 0) {
            throw one.bad(
                    "issued_at",
                    "lies "
                            + ahead.toSeconds()
                            + " s ahead of the site's clock, which is "
                            + now
                            + "; a signal that early would hide those after it. Set the clocks");
        }
        return base == null
                ? new Signal.SetPoint(track, issuedAt, Objects.requireNonNull(set))
                : new Signal.BasePoint(track, issuedAt, base);
    }

    private static @Nullable Power level(Fields one, String field) {
        Power level =
                one.text(field, QuantityFormat::parsePower, " with its unit, such as \"58.2 MW\"");
        if (level != null && level.watts() < 0) {
            throw one.bad(field, "cannot be negative; the lowest level is \"0 W\"");
        }
        return level;
    }
}
