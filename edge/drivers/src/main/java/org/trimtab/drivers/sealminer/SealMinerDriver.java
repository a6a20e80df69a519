package org.trimtab.drivers.sealminer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
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
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Settled;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.Questions;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.DeviceReading;
import tools.jackson.databind.JsonNode;

/** Speaks to SealMiners. Their power limit needs a reboot, so none is ever sent. */
public final class SealMinerDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "sealminer";

    private final FamilyDescriptor descriptor;
    private final List<String> asleepWords;

    public SealMinerDriver(FamilyDescriptor descriptor) {
        this.descriptor = descriptor;
        this.asleepWords =
                Arrays.stream(descriptor.setting("asleep-words").split(","))
                        .map(word -> word.trim().toLowerCase(Locale.ROOT))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new SealMinerFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        List<Questions.Question> questions = new ArrayList<>();
        questions.add(Cgminer.needed(SealMinerProtocol.STATS));
        questions.add(Cgminer.needed(SealMinerProtocol.SUMMARY));
        if (withPools) {
            questions.add(Cgminer.wanted(Cgminer.POOLS));
        }
        return new Questions<>(
                Cgminer.LANGUAGE,
                device.endpoint().port(),
                descriptor.timing().answersWithin(),
                questions,
                answers -> Cgminer.report(answers, reading(device, startedAt, answers)));
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return switch (command.action()) {
            case Action.State state ->
                    new SealMinerCurtailment(
                            device,
                            command,
                            state,
                            asleepWords,
                            descriptor.timing().answersWithin());
            case Action.CapAt cap ->
                    Settled.unsupported(command, "its power limit would need a reboot");
        };
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new Questions<>(
                Cgminer.LANGUAGE,
                device.endpoint().port(),
                descriptor.timing().answersWithin(),
                List.of(
                        Cgminer.needed(SealMinerProtocol.STATS),
                        Cgminer.needed(SealMinerProtocol.SUMMARY),
                        Cgminer.wanted(Cgminer.POOLS),
                        Cgminer.wanted("devdetails")),
                answers -> inspection(device, startedAt, answers));
    }

    private Inspection inspection(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        DeviceReport report = Cgminer.report(answers, reading(device, startedAt, answers));
        CgminerReply reply = answers.to(SealMinerProtocol.STATS);
        JsonNode stats = reply == null ? null : reply.first("STATS");
        TreeMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        String mode = JsonValue.text(stats, "Mining Mode");
        if (mode != null) {
            settings.put("mode", mode);
        }
        Long limit = JsonValue.whole(stats, "Power Limit");
        if (limit != null) {
            settings.put("power_limit_w", limit.toString());
        }
        List<Finding> findings = new ArrayList<>();
        String error = JsonValue.text(stats, "Error Code");
        if (error != null && !error.isBlank()) {
            findings.add(
                    Finding.warning(
                            "it reports error code " + error, "look it up in the maker's list"));
        }
        return new Inspection(
                stats == null ? null : identity(stats, answers.to("devdetails")),
                report,
                descriptor.capabilities(),
                settings,
                null,
                findings);
    }

    private static Identity identity(JsonNode stats, @Nullable CgminerReply details) {
        String model = JsonValue.text(stats, "Model");
        if (model == null && details != null) {
            model = JsonValue.text(details.first("DEVDETAILS"), "Model");
        }
        String named =
                model == null || model.toUpperCase(Locale.ROOT).startsWith("SEALMINER")
                        ? model
                        : "SEALMINER " + model;
        String serial = JsonValue.text(stats, "Ctrl Board SN");
        return new Identity(
                FAMILY,
                "Bitdeer",
                named,
                JsonValue.text(stats, "Firmware"),
                serial == null ? JsonValue.text(stats, "MAC") : serial);
    }

    private @Nullable DeviceReading reading(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        return SealMinerMapping.reading(
                device,
                startedAt,
                answers.to(SealMinerProtocol.STATS),
                answers.to(SealMinerProtocol.SUMMARY),
                asleepWords);
    }
}
