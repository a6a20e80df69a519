package org.trimtab.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The little an append-only file needs of the disk. Tests put a disk that fills up in its place. */
public interface AppendFile extends Closeable {
    /** Writes at the end; when it throws, a part may have been written. */
    void append(byte[] bytes) throws IOException;

    /** Returns once everything written is on the disk itself. */
    void force() throws IOException;

    /** Cuts the file to a size. */
    void truncate(long sizeBytes) throws IOException;

    /** Opens files for appending. */
    @FunctionalInterface
    interface Opener {
        /** Opens a file that may exist already; what follows is written behind its last byte. */
        AppendFile open(Path path) throws IOException;
    }

    /** A file on disk. Unlike a channel it is not closed by an interrupt of the writing thread. */
    final class OnDisk implements AppendFile {
        private final RandomAccessFile file;

        /** Opens a file, or begins it. */
        public OnDisk(Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "rw");
            file.seek(file.length());
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.setLength(sizeBytes);
            file.seek(sizeBytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
