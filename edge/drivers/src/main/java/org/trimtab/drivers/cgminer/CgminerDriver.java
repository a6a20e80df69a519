package org.trimtab.drivers.cgminer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Settled;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * Reads whatever speaks the cgminer API and is of no family we know. It commands nothing: what puts one make to sleep
 * may do something else to another.
 */
public final class CgminerDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "cgminer";

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final FamilyDescriptor descriptor;

    public CgminerDriver(FamilyDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new CgminerFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        List<Questions.Question> questions = new ArrayList<>();
        questions.add(Cgminer.needed("summary"));
        if (withPools) {
            questions.add(Cgminer.wanted(Cgminer.POOLS));
        }
        return new Questions<>(
                Cgminer.LANGUAGE,
                device.endpoint().port(),
                ANSWERS_WITHIN,
                questions,
                answers -> Cgminer.report(answers, reading(device, startedAt, answers)));
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return Settled.unsupported(
                command, "its make is not known, so it can be read but not commanded");
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new Questions<>(
                Cgminer.LANGUAGE,
                device.endpoint().port(),
                ANSWERS_WITHIN,
                List.of(
                        Cgminer.needed("summary"),
                        Cgminer.wanted("version"),
                        Cgminer.wanted(Cgminer.POOLS)),
                answers -> inspection(device, startedAt, answers));
    }

    private Inspection inspection(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        DeviceReport report = Cgminer.report(answers, reading(device, startedAt, answers));
        CgminerReply version = answers.to("version");
        Identity identity = version == null ? null : CgminerFingerprint.identity(version);
        TreeMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        return new Inspection(
                identity,
                report,
                descriptor.capabilities(),
                settings,
                null,
                List.of(
                        Finding.warning(
                                "its make is not known: it is read, never commanded",
                                "if it is of a family listed in docs/reference/devices.md, name"
                                        + " that family in the site file")));
    }

    /** Without a power figure the nameplate's serves; without work nobody can tell what it is doing. */
    private static @Nullable DeviceReading reading(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        CgminerReply summary = answers.to("summary");
        HashRate rate = summary == null ? null : SummaryHashRate.of(summary.first("SUMMARY"));
        if (rate == null) {
            return null;
        }
        Power power = rate.isZero() ? device.standby() : device.running();
        return new DeviceReading(
                device.id(),
                startedAt,
                rate.isZero() ? Activity.UNKNOWN : Activity.HASHING,
                power,
                PowerSource.NAMEPLATE,
                rate,
                Quality.ESTIMATED);
    }
}
