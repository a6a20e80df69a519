package org.trimtab.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.SwitchId;
import org.trimtab.store.registry.PriorStateFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keeps on disk how switches were moved, so that their shortest times and openings a day hold across processes. */
final class SwitchMemory implements AutoCloseable {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final Path path;
    private final PriorStateFile file;

    private SwitchMemory(Path path, PriorStateFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens it, or begins it.
     *
     * @throws IOException when it cannot be read or written, or is damaged; no switch may then be moved
     */
    static SwitchMemory open(Path dataFolder) throws IOException {
        Path path = dataFolder.resolve("switches.jsonl");
        try {
            return new SwitchMemory(path, PriorStateFile.open(path));
        } catch (IOException e) {
            throw new IOException(
                    "what is remembered of the switches cannot be used, so none is moved: "
                            + e.getMessage(),
                    e);
        }
    }

    /** What is kept of a switch; null when nothing is. */
    @Nullable KeptSwitch of(SwitchId which) {
        String text = file.recall(key(which));
        if (text == null) {
            return null;
        }
        try {
            return MAPPER.readValue(text, KeptSwitch.class);
        } catch (JacksonException e) {
            throw new FleetFailure(
                    path
                            + ": what is kept of switch "
                            + which
                            + " cannot be read (was it written by another version?); it is not"
                            + " moved until that line is mended or deleted");
        }
    }

    /** Keeps it, on the disk itself. */
    void keep(SwitchId which, KeptSwitch kept) {
        file.remember(key(which), MAPPER.writeValueAsString(kept));
        try {
            file.sync();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "what is remembered of switch "
                            + which
                            + " could not be kept in "
                            + path
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** The file keeps one state per name; names of switches and devices have the same form. */
    private static DeviceId key(SwitchId which) {
        return new DeviceId(which.value());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
