package org.trimtab.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one process at a time use a data folder. The system frees it when the process dies, however it dies. */
public final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws DataInUse when another process, or this one, uses the folder
     */
    public static DataLock take(Path dataFolder) throws IOException {
        return take(new DataFolder(dataFolder));
    }

    static DataLock take(DataFolder data) throws IOException {
        Files.createDirectories(data.root());
        FileChannel channel =
                FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isOurs(channel)) {
                throw new DataInUse(
                        "data folder "
                                + data.root()
                                + " is in use by another site process"
                                + holder(data.lock())
                                + "; stop that one, or choose another folder with --data");
            }
            tellHolder(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new DataLock(channel);
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** For people only; on a full disk the lock holds without it. */
    private static void tellHolder(FileChannel channel) throws IOException {
        channel.truncate(0);
        try {
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            channel.truncate(0);
        }
    }

    private static String holder(Path lock) {
        try {
            String pid = Files.readString(lock, StandardCharsets.US_ASCII).strip();
            return pid.matches("\\d{1,10}") ? " (process " + pid + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
