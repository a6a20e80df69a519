package org.trimtab.operators.sources;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A figure of one's own that stands in when nothing else answers. It is always of now.
 *
 * @param name what it is called
 * @param value the figure
 */
public record FixedSource(String name, BigDecimal value) implements LiveSource {
    @Override
    public LiveValue read(Instant now) {
        return new LiveValue(value, now, name);
    }
}
