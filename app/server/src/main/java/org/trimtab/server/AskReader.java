package org.trimtab.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.live.SiteDesk.Wanted;
import org.trimtab.program.ProgramBook;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Reduction;
import org.trimtab.server.Problem.Kind;

/** Reads the body of {@code POST /api/v1/instructions} and of {@code POST /api/v1/plans}. */
final class AskReader {
    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "source",
                    "program",
                    "limit",
                    "reduce_by",
                    "base_point",
                    "reserve",
                    "for",
                    "from");
    private static final String SOURCE_DEFAULT = "operator";
    private static final String EXAMPLE = "{\"limit\": \"1.5 MW\", \"for\": \"10m\"}";

    private final Fields body;

    private AskReader(Fields body) {
        this.body = body;
    }

    /**
     * Reads an ask.
     *
     * @param bytes the body as it came
     * @param receivedAt when its last byte came
     * @throws Problem naming the field and its allowed form
     */
    static Ask read(byte[] bytes, Instant receivedAt) {
        return new AskReader(Fields.one(bytes, FIELDS, EXAMPLE))
                .ask(Fields.utf8(bytes), receivedAt);
    }

    private Ask ask(String asReceived, Instant receivedAt) {
        Wanted wanted = wanted();
        Duration length =
                body.text("for", QuantityFormat::parseDuration, " with its unit, such as \"10m\"");
        if (length == null) {
            throw body.bad("for", "is missing; say how long, such as \"10m\"");
        }
        if (length.isZero()) {
            throw body.bad("for", "must be longer than nothing, such as \"10m\"");
        }
        return new Ask(
                body.name("id"),
                Objects.requireNonNullElse(body.name("source"), SOURCE_DEFAULT),
                Objects.requireNonNullElse(body.name("program"), ProgramBook.EVENT),
                wanted,
                body.instant("from"),
                length,
                asReceived,
                receivedAt);
    }

    private Wanted wanted() {
        List<Wanted> given =
                Stream.of(limit(), reduceBy(), basePoint(), reserve())
                        .filter(Objects::nonNull)
                        .toList();
        if (given.size() != 1) {
            throw new Problem(
                    Kind.BAD_VALUE,
                    "give exactly one of limit (the level to stay at or below, such as"
                            + " \"1.5 MW\"), reduce_by (how far below the baseline, such as"
                            + " \"2 MW\"), base_point (the level to follow from, such as"
                            + " \"60 MW\") and reserve (what must be ready to fall, such as"
                            + " \"5 MW\")");
        }
        return given.getFirst();
    }

    private @Nullable Wanted limit() {
        Power limit = power("limit");
        if (limit != null && limit.watts() < 0) {
            throw body.bad("limit", "cannot be negative; the lowest level is \"0 W\"");
        }
        return limit == null ? null : new Wanted.AtMost(limit);
    }

    private @Nullable Wanted reduceBy() {
        Power by = power("reduce_by");
        if (by != null && by.watts() <= 0) {
            throw body.bad("reduce_by", "must be more than nothing, such as \"2 MW\"");
        }
        return by == null ? null : new Wanted.Less(Reduction.ofWatts(by.watts()));
    }

    private @Nullable Wanted basePoint() {
        Power level = power("base_point");
        if (level != null && level.watts() < 0) {
            throw body.bad("base_point", "cannot be negative; the lowest level is \"0 W\"");
        }
        return level == null ? null : new Wanted.Follow(level);
    }

    private @Nullable Wanted reserve() {
        Power reserve = power("reserve");
        if (reserve != null && reserve.watts() <= 0) {
            throw body.bad("reserve", "must be more than nothing, such as \"5 MW\"");
        }
        return reserve == null ? null : new Wanted.Ready(Reduction.ofWatts(reserve.watts()));
    }

    private @Nullable Power power(String field) {
        return body.text(field, QuantityFormat::parsePower, " with its unit, such as \"1.5 MW\"");
    }
}
