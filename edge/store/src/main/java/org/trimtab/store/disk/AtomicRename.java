package org.trimtab.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts a finished file in its place: whoever looks sees the old one or the new one, never a part. */
public final class AtomicRename {
    private AtomicRename() {}

    /**
     * Gives a file, already forced to disk, the name it is to have; a file of that name is replaced.
     *
     * @param finished the file under its working name
     * @param target its name from now on, in the same directory
     */
    public static void into(Path finished, Path target) throws IOException {
        try {
            Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
        }
        Path directory = target.toAbsolutePath().getParent();
        if (directory != null) {
            forceDirectory(directory);
        }
    }

    /** Puts the directory's entry on the disk, so that the new name survives a power cut. */
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot open a directory; there the file system alone keeps the name.
        }
    }
}
