package org.trimtab.store.registry;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.disk.AppendFile;
import org.trimtab.store.disk.AtomicRename;

/**
 * Remembers how each device was set before we first changed it. One line of JSON per change in an append-only file,
 * the latest line of a device counts; opening it drops the others.
 *
 * <p>A last line without its end was being written when the process died: it is cut and reported. A whole line that
 * does not hold was changed later, and since a wrong setting must never reach a device, that is an error.
 *
 * <p>What {@link #remember} kept survives the death of this process at once, and the loss of power after the next
 * {@link #sync}. One process at a time may use the file; the lock of the journal beside it sees to that.
 */
public final class PriorStateFile implements AutoCloseable {
    /** Largest state kept for one device. */
    public static final int STATE_LENGTH_MAX = 1024 * 1024;

    private static final int LINE_BYTES_MAX = 8 * STATE_LENGTH_MAX;

    private final Path path;
    private final Map<DeviceId, String> states = new ConcurrentHashMap<>();
    private final Report report;
    private final AppendFile file;
    private long endBytes;
    private boolean isTailUnclean;
    private boolean isForced = true;

    /**
     * What was found when the file was opened.
     *
     * @param devices how many devices have a state
     * @param cutBytes bytes of an unfinished last line that were cut away; 0 when the file was whole
     */
    public record Report(int devices, long cutBytes) {}

    private PriorStateFile(Path path, AppendFile.Opener opener) throws IOException {
        this.path = path;
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Found found = Files.exists(path) ? readAll() : new Found(0, 0, 0);
        this.report = new Report(states.size(), found.cutBytes);
        boolean isCompact = found.lines == states.size() && found.cutBytes == 0;
        this.endBytes = isCompact ? found.goodBytes : compact(opener);
        this.file = opener.open(path);
    }

    /**
     * Opens the file, or begins it.
     *
     * @throws IOException when it cannot be read or written, or a whole line in it is damaged
     */
    public static PriorStateFile open(Path path) throws IOException {
        return open(path, AppendFile.OnDisk::new);
    }

    static PriorStateFile open(Path path, AppendFile.Opener opener) throws IOException {
        return new PriorStateFile(path, opener);
    }

    /** What was found when it was opened. */
    public Report report() {
        return report;
    }

    /** What was remembered, or null when nothing was. */
    public @Nullable String recall(DeviceId device) {
        return states.get(device);
    }

    /**
     * Remembers; the system has it before this returns.
     *
     * @throws UncheckedIOException when it could not be kept; the device must then not be changed
     * @throws IllegalArgumentException when the state is too large
     */
    public void remember(DeviceId device, String state) {
        if (state.length() > STATE_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the prior state of device "
                            + device
                            + " has "
                            + state.length()
                            + " characters; at most "
                            + STATE_LENGTH_MAX
                            + " are kept");
        }
        byte[] line = PriorStateLine.encode(device, state);
        synchronized (this) {
            if (state.equals(states.get(device))) {
                return;
            }
            try {
                append(line);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the prior state of device "
                                + device
                                + " could not be kept in "
                                + path
                                + ": "
                                + e.getMessage(),
                        e);
            }
            states.put(device, state);
        }
    }

    /** Puts everything remembered on the disk itself, against the loss of power; cheap when nothing is new. */
    public synchronized void sync() throws IOException {
        if (!isForced) {
            file.force();
            isForced = true;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            sync();
        } finally {
            file.close();
        }
    }

    private void append(byte[] line) throws IOException {
        cleanTail();
        isTailUnclean = true;
        try {
            file.append(line);
            isTailUnclean = false;
        } catch (IOException e) {
            try {
                cleanTail();
            } catch (IOException again) {
                // It stays marked unclean: the next append cuts it first, and so does the next
                // open.
                e.addSuppressed(again);
            }
            throw e;
        }
        endBytes += line.length;
        isForced = false;
    }

    private void cleanTail() throws IOException {
        if (isTailUnclean) {
            file.truncate(endBytes);
            isTailUnclean = false;
        }
    }

    /** Writes the latest state of every device to a new file and puts it in place. */
    private long compact(AppendFile.Opener opener) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        long size = 0;
        try (AppendFile fresh = opener.open(unfinished)) {
            for (Map.Entry<DeviceId, String> entry : new TreeMap<>(states).entrySet()) {
                byte[] line = PriorStateLine.encode(entry.getKey(), entry.getValue());
                fresh.append(line);
                size += line.length;
            }
            fresh.force();
        }
        AtomicRename.into(unfinished, path);
        return size;
    }

    /** Lines read, bytes of whole lines, and bytes of a torn last one. */
    private record Found(long lines, long goodBytes, long cutBytes) {}

    private Found readAll() throws IOException {
        long size = Files.size(path);
        long lines = 0;
        long good = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            while (good < size) {
                byte[] line = line(in);
                long end = good + line.length;
                PriorStateLine state = PriorStateLine.decode(line);
                boolean isWhole = line[line.length - 1] == '\n';
                if (state == null && isWhole) {
                    throw new IOException(
                            path
                                    + ": line "
                                    + (lines + 1)
                                    + " at byte "
                                    + good
                                    + " is damaged; restore the file from a copy, or delete that"
                                    + " line and set its device back by hand");
                }
                if (state == null) {
                    break;
                }
                states.put(new DeviceId(state.device()), state.state());
                lines++;
                good = end;
            }
        }
        return new Found(lines, good, size - good);
    }

    /** The next line with its end; without one at the end of the file. */
    private byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        do {
            next = in.read();
            if (next >= 0) {
                line.write(next);
            }
            if (line.size() > LINE_BYTES_MAX) {
                throw new IOException(
                        path + " has a line longer than " + LINE_BYTES_MAX + " bytes");
            }
        } while (next >= 0 && next != '\n');
        return line.toByteArray();
    }
}
