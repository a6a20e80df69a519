package org.trimtab.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.dispatch.Failure;
import org.trimtab.quantity.Power;

/**
 * What became of one device.
 *
 * @param planned what was planned for it
 * @param ending what became of it
 * @param grade how well it is proven; null unless confirmed
 * @param failure what went wrong; null when nothing did or it was left out
 * @param detail a few words for a person; may be empty
 * @param writtenAt when the command's last byte was written; null when it never was
 * @param endedAt when it was known how it ended; null when it was left out
 * @param power what it draws at the end as far as it says; null when it was not read
 * @param restored how its settings compare with those from before; null when they were not compared
 */
public record DeviceResult(
        PlannedDevice planned,
        Ending ending,
        @Nullable Confirmation grade,
        @Nullable Failure failure,
        String detail,
        @Nullable Instant writtenAt,
        @Nullable Instant endedAt,
        @Nullable Power power,
        @Nullable Comparison restored) {

    /**
     * Settings before the first command and after the restore.
     *
     * @param differences what differs, in words; empty when all is as it was
     * @param pools true when its pools are the same, false when not; null when they could not be compared
     */
    public record Comparison(List<String> differences, @Nullable Boolean pools) {
        public Comparison {
            differences = List.copyOf(differences);
        }

        /** True when everything is as it was. */
        public boolean isEqual() {
            return differences.isEmpty();
        }
    }

    DeviceResult compared(Comparison comparison) {
        return new DeviceResult(
                planned, ending, grade, failure, detail, writtenAt, endedAt, power, comparison);
    }
}
