package org.trimtab.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.registry.PriorStateFile;

/** How the devices of a data folder were set before we first changed them. Its folder's lock must be held. */
public final class RememberedStates implements PriorState, AutoCloseable {
    private final PriorStateFile file;

    private RememberedStates(PriorStateFile file) {
        this.file = file;
    }

    /**
     * Opens what a data folder remembers.
     *
     * @throws IOException when it cannot be read or written, or is damaged
     */
    public static RememberedStates open(Path dataFolder) throws IOException {
        return new RememberedStates(PriorStateFile.open(new DataFolder(dataFolder).priorState()));
    }

    @Override
    public @Nullable String recall(DeviceId device) {
        return file.recall(device);
    }

    @Override
    public void remember(DeviceId device, String state) {
        file.remember(device, state);
    }

    /** Forces what was remembered to the disk itself; cheap when nothing is new. */
    public void sync() {
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
