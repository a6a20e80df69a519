package org.trimtab.drivers.avalon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Settled;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.Questions;
import org.trimtab.resource.Device;

/** Speaks to Avalons. A change of their work mode restarts them, so none is ever sent. */
public final class AvalonDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "avalon";

    private static final String VERSION = "version";
    private static final long CLOCK_OFF_SECONDS_MAX = 60;

    private final FamilyDescriptor descriptor;
    private final Duration lead;

    public AvalonDriver(FamilyDescriptor descriptor) {
        this.descriptor = descriptor;
        this.lead = descriptor.duration("lead");
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new AvalonFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        List<Questions.Question> questions = new ArrayList<>();
        questions.add(Cgminer.needed(AvalonProtocol.STATS));
        if (withPools) {
            questions.add(Cgminer.wanted(Cgminer.POOLS));
        }
        return questions(device, questions, answers -> report(device, startedAt, answers));
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return switch (command.action()) {
            case Action.State state ->
                    new AvalonCurtailment(
                            device, command, state, lead, descriptor.timing().answersWithin());
            case Action.CapAt cap ->
                    Settled.unsupported(command, "a change of its work mode would restart it");
        };
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return questions(
                device,
                List.of(
                        Cgminer.needed(AvalonProtocol.STATS),
                        Cgminer.wanted(VERSION),
                        Cgminer.wanted(Cgminer.POOLS)),
                answers -> inspection(device, startedAt, answers));
    }

    private Inspection inspection(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        DeviceReport report = report(device, startedAt, answers);
        CgminerReply stats = answers.to(AvalonProtocol.STATS);
        String module = AvalonProtocol.module(stats);
        TreeMap<String, String> settings = new TreeMap<>();
        put(settings, "pools_sha256", report.poolsDigest());
        put(settings, "mode", AvalonProtocol.value(module, "WORKMODE"));
        put(settings, "work_level", AvalonProtocol.value(module, "WORKLEVEL"));
        put(settings, "power_target_w", AvalonProtocol.value(module, "MPO"));
        put(settings, "target_temperature_c", AvalonProtocol.value(module, "TarT"));
        List<Finding> findings = new ArrayList<>();
        if (report.reading() != null) {
            findings.add(
                    Finding.note(
                            "it has no login: whoever reaches it can turn it off; keep its network"
                                    + " closed"));
        }
        Long itsTime = stats == null ? null : stats.when();
        if (itsTime != null) {
            long off = itsTime - answers.heard().knownAt().getEpochSecond();
            if (Math.abs(off) > CLOCK_OFF_SECONDS_MAX) {
                findings.add(
                        Finding.note(
                                "its clock is off by "
                                        + off
                                        + " s; its own time is used for what it is told to do"));
            }
        }
        CgminerReply version = answers.to(VERSION);
        return new Inspection(
                version == null ? null : AvalonFingerprint.identity(version),
                report,
                descriptor.capabilities(),
                settings,
                null,
                findings);
    }

    private static DeviceReport report(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        return Cgminer.report(
                answers,
                AvalonMapping.reading(device, startedAt, answers.to(AvalonProtocol.STATS)));
    }

    private <R> Conversation<R> questions(
            Device device,
            List<Questions.Question> questions,
            Function<Questions.Answers<CgminerReply>, R> end) {
        return new Questions<>(
                Cgminer.LANGUAGE,
                device.endpoint().port(),
                descriptor.timing().answersWithin(),
                questions,
                end);
    }

    private static void put(
            SortedMap<String, String> settings, String key, @Nullable String value) {
        if (value != null) {
            settings.put(key, value);
        }
    }
}
