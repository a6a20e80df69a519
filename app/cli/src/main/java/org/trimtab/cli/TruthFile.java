package org.trimtab.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.VirtualFleet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the machines of a virtual fleet are in truth, kept in a file: one JSON object per line, replaced as a whole every
 * second and at the end. It is written beside its place and then renamed, so that a reader never sees half of it.
 */
final class TruthFile implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final System.Logger LOG = System.getLogger(TruthFile.class.getName());

    private final VirtualFleet fleet;
    private final Path file;
    private final Path beside;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("truth-file").daemon().factory());
    private boolean failed;

    private TruthFile(VirtualFleet fleet, Path file) {
        this.fleet = fleet;
        this.file = file.toAbsolutePath();
        this.beside = this.file.resolveSibling(file.getFileName() + ".new");
    }

    /**
     * Writes the file once, and from then on every second.
     *
     * @throws IOException when it cannot be written; the message names it
     */
    static TruthFile start(VirtualFleet fleet, Path file) throws IOException {
        TruthFile truth = new TruthFile(fleet, file);
        try {
            truth.write();
        } catch (IOException e) {
            throw new IOException(
                    "the truth file " + truth.file + " cannot be written: " + e.getMessage(), e);
        }
        var _ =
                truth.clockwork.scheduleAtFixedRate(
                        truth::writeOrWarn,
                        EVERY.toMillis(),
                        EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
        return truth;
    }

    private void writeOrWarn() {
        try {
            write();
            failed = false;
        } catch (IOException | RuntimeException e) {
            if (!failed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the truth file {0} cannot be written: {1}; trying on",
                        file,
                        e.getMessage());
            }
            failed = true;
        }
    }

    private synchronized void write() throws IOException {
        Instant at = Instant.now();
        List<DeviceTruth> truths = fleet.truth();
        try (BufferedWriter out = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
            for (DeviceTruth truth : truths) {
                out.write(line(truth, at));
                out.write('\n');
            }
        }
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static String line(DeviceTruth truth, Instant at) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("name", truth.device().name())
                .put("endpoint", truth.device().endpoint().toString())
                .put("family", truth.device().family())
                .put("model", truth.device().model())
                .put("mode", truth.mode().text())
                .put("asleep", truth.asleep())
                .put("level", truth.level())
                .put("power_w", truth.power().watts());
        var pools = line.putArray("pools");
        truth.pools().lines().forEach(pools::add);
        line.put("pools_changed", truth.poolsChanged())
                .put("commands_received", truth.commandsReceived())
                .put("last_command_at", text(truth.lastCommandAt()))
                .put("fault", truth.fault() == null ? null : truth.fault().text())
                .put("unplugged", truth.unplugged())
                .put("at", at.toString());
        return line.toString();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Writes the file a last time. */
    @Override
    public void close() {
        clockwork.shutdown();
        try {
            if (!clockwork.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                clockwork.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeOrWarn();
    }
}
