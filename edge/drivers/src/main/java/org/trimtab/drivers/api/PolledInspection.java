package org.trimtab.drivers.api;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** An inspection that asks what a poll with pools asks, and tells no more than that brings. */
public final class PolledInspection implements Conversation<Inspection> {
    private final Conversation<DeviceReport> poll;
    private final Function<DeviceReport, Inspection> told;

    public PolledInspection(
            Conversation<DeviceReport> poll, Function<DeviceReport, Inspection> told) {
        this.poll = poll;
        this.told = told;
    }

    /** What a report alone tells of a device of this family. */
    public static Inspection of(FamilyDescriptor family, DeviceReport report) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        return new Inspection(
                null, report, family.capabilities(), settings, null, List.<Finding>of());
    }

    @Override
    public Turn<Inspection> open() {
        return follow(poll.open());
    }

    @Override
    public Turn<Inspection> next(Reply reply) {
        return follow(poll.next(reply));
    }

    private Turn<Inspection> follow(Turn<DeviceReport> turn) {
        return switch (turn) {
            case Turn.Ask<DeviceReport>(Exchange exchange) -> new Turn.Ask<>(exchange);
            case Turn.Done<DeviceReport> done ->
                    new Turn.Done<>(told.apply(done.result()), done.farewell());
        };
    }
}
