package org.trimtab.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.registry.PriorStateFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keeps on disk what must be known of devices between one fleet verb and the next. */
final class FleetMemory implements AutoCloseable {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final Path path;
    private final PriorStateFile file;

    private FleetMemory(Path path, PriorStateFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens it, or begins it.
     *
     * @throws IOException when it cannot be read or written, or is damaged
     */
    static FleetMemory open(Path dataFolder) throws IOException {
        Path path = dataFolder.resolve("snapshots.jsonl");
        return new FleetMemory(path, PriorStateFile.open(path));
    }

    Remembered of(DeviceId device) {
        String text = file.recall(device);
        if (text == null) {
            return Remembered.NOTHING;
        }
        try {
            return MAPPER.readValue(text, Remembered.class);
        } catch (JacksonException e) {
            throw new FleetFailure(
                    path
                            + ": what is kept of device "
                            + device
                            + " was written by another version; restore that device with it");
        }
    }

    void keep(DeviceId device, Remembered remembered) {
        file.remember(device, MAPPER.writeValueAsString(remembered));
    }

    /** Forces it to the disk itself. */
    void sync() {
        try {
            file.sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
