package org.trimtab.meters;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.trimtab.resource.Meter;

/** The kinds of meter that can be read. */
public final class MeterClients {
    private static final Map<String, Function<Meter, MeterClient>> KINDS =
            new TreeMap<>(Map.of("sunspec", SunspecMeter::new));

    private MeterClients() {}

    /**
     * A client for a meter; nothing is connected yet.
     *
     * @throws IllegalArgumentException when its kind is not known, naming the known ones
     */
    public static MeterClient open(Meter meter) {
        Function<Meter, MeterClient> kind = KINDS.get(meter.kind());
        if (kind == null) {
            throw new IllegalArgumentException(
                    "meter \""
                            + meter.id()
                            + "\": kind \""
                            + meter.kind()
                            + "\" is not known; use one of "
                            + String.join(", ", KINDS.keySet()));
        }
        return kind.apply(meter);
    }
}
