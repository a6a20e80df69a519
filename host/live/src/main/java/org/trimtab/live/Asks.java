package org.trimtab.live;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.trimtab.program.Instruction;

/** What the desk must know about asks: names for those that come without one, and when two are the same. */
final class Asks {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Asks() {}

    static String freshId(Instant receivedAt) {
        return "i-" + STAMP.format(receivedAt) + "-" + COUNT.incrementAndGet();
    }

    /** True when both ask the same for the same time, however they came. */
    static boolean isSame(Instruction a, Instruction b) {
        return a.interval().equals(b.interval())
                && switch (a) {
                    case Instruction.LimitTo limit ->
                            b instanceof Instruction.LimitTo other
                                    && other.limit().equals(limit.limit());
                    case Instruction.ReduceBy reduce ->
                            b instanceof Instruction.ReduceBy other
                                    && other.reduction().equals(reduce.reduction());
                };
    }
}
