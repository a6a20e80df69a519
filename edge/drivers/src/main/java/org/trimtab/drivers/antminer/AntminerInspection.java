package org.trimtab.drivers.antminer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.resource.Capability;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

/** Reads an Antminer with its settings, and who it is. */
final class AntminerInspection implements Conversation<Inspection> {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);

    private final FamilyDescriptor family;
    private final Page page;
    private final AntminerPoll poll;
    private final boolean asDelivered;
    private @Nullable DeviceReport report;

    /**
     * An inspection.
     *
     * @param poll a poll with pools
     * @param asDelivered true when its login is the one it was delivered with
     */
    AntminerInspection(FamilyDescriptor family, Page page, AntminerPoll poll, boolean asDelivered) {
        this.family = family;
        this.page = page;
        this.poll = poll;
        this.asDelivered = asDelivered;
    }

    @Override
    public Turn<Inspection> open() {
        return polled(poll.open());
    }

    @Override
    public Turn<Inspection> next(Reply reply) {
        DeviceReport polled = report;
        if (polled == null) {
            return polled(poll.next(reply));
        }
        return switch (page.result(reply)) {
            case Page.Result.Again again -> new Turn.Ask<>(again.exchange());
            case Page.Result.Got got -> done(polled, AntminerProtocol.identity(got.body()));
            case Page.Result.Failed failed -> done(polled, null);
            case Page.Result.Refused refused -> done(polled, null);
        };
    }

    private Turn<Inspection> polled(Turn<DeviceReport> turn) {
        return switch (turn) {
            case Turn.Ask<DeviceReport>(Exchange exchange) -> new Turn.Ask<>(exchange);
            case Turn.Done<DeviceReport> done -> {
                report = done.result();
                yield done.result().reading() == null
                        ? done(done.result(), null)
                        : new Turn.Ask<>(page.get(AntminerProtocol.SYSTEM, ANSWERS_WITHIN));
            }
        };
    }

    private Turn<Inspection> done(DeviceReport polled, @Nullable Identity identity) {
        MinerSettings settings = poll.settings();
        SortedMap<String, String> told = settings == null ? new TreeMap<>() : settings.told();
        if (polled.poolsDigest() != null) {
            told.put("pools_sha256", polled.poolsDigest());
        }
        Set<Capability> capabilities = EnumSet.copyOf(family.capabilities());
        if (settings != null && settings.mode() == null) {
            capabilities.remove(Capability.CURTAIL);
        }
        return new Turn.Done<>(
                new Inspection(
                        identity, polled, capabilities, told, null, findings(polled, settings)));
    }

    private List<Finding> findings(DeviceReport polled, @Nullable MinerSettings settings) {
        List<Finding> findings = new ArrayList<>();
        DeviceReading reading = polled.reading();
        if (reading == null) {
            findings.add(
                    Finding.fault(
                            "it cannot be read: " + polled.detail(),
                            "see that it is up, and that its address, family and login are right"));
            return findings;
        }
        if (settings == null) {
            findings.add(
                    Finding.warning(
                            "its settings cannot be read, so it will not be commanded: "
                                    + polled.detail(),
                            "save its settings once more in its own pages"));
        } else if (settings.mode() == null) {
            findings.add(
                    Finding.warning(
                            "its settings have no work mode, so it cannot be put to sleep",
                            "use firmware of its maker that has a sleep mode"));
        } else if (!settings.hasPool()) {
            findings.add(
                    Finding.warning(
                            "its settings name no pool, so it will not be commanded",
                            "give it a pool"));
        }
        if (asDelivered) {
            findings.add(
                    Finding.warning(
                            "it takes the password it was delivered with",
                            "give it one of its own, and put that into the site file"));
        }
        findings.add(
                Finding.note(
                        reading.source() == PowerSource.NAMEPLATE
                                ? "it gives no power figure; its nameplate's is used"
                                : "it reckons its power and does not measure it"));
        return findings;
    }
}
