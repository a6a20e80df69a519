package org.trimtab.meters.intake;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.trimtab.telemetry.Quality;

/**
 * A row as written.
 *
 * @param line where it stands
 * @param start stamp of its start; null when it gives none
 * @param end stamp of its end; null when it gives none
 * @param amount its value in W or Wh; null when it is blank
 * @param quality how far to trust it
 */
record RawRow(
        int line,
        @Nullable Stamp start,
        @Nullable Stamp end,
        @Nullable BigDecimal amount,
        Quality quality) {}
