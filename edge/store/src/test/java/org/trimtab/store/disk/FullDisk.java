package org.trimtab.store.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk with little room: it takes what fits and then fails, as a real one does. */
public final class FullDisk implements AppendFile.Opener {
    public long roomBytes = Long.MAX_VALUE;
    public boolean failsForce;
    public boolean failsTruncate;
    public int forced;

    @Override
    public AppendFile open(Path path) throws IOException {
        AppendFile real = new AppendFile.OnDisk(path);
        return new AppendFile() {
            @Override
            public void append(byte[] bytes) throws IOException {
                if (bytes.length > roomBytes) {
                    real.append(Arrays.copyOf(bytes, (int) roomBytes));
                    throw new IOException("No space left on device");
                }
                real.append(bytes);
            }

            @Override
            public void force() throws IOException {
                forced++;
                if (failsForce) {
                    throw new IOException("Input/output error");
                }
                real.force();
            }

            @Override
            public void truncate(long sizeBytes) throws IOException {
                if (failsTruncate) {
                    throw new IOException("Input/output error");
                }
                real.truncate(sizeBytes);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
