package org.trimtab.store.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.store.journal.JournalFailure.Kind;

/**
 * Reads one journal file record by record, up to the size it had when opened.
 *
 * <p>Where a record does not hold, there are two readings. The write of the last record was cut short: then nothing
 * valid follows, and the record reaches or passes the end of the file or has only zeros behind it (a disk that lost
 * power may leave those). That is a torn tail; the reader ends before it and tells its size. Everything else is
 * damage and is named. Damage inside the very last record cannot be told from a torn write and counts as one.
 */
final class SegmentReader implements Closeable {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path path;
    private final RandomAccessFile file;
    private final long sizeBytes;
    private final JournalHeader header;
    private final byte[] buffer;
    private long bufferAt;
    private int bufferLength;
    private long position;
    private long nextNumber;
    private long tornBytes;

    /**
     * Opens a file and reads its header.
     *
     * @throws JournalFailure when it is no journal, of an unknown version, or its header is damaged
     */
    SegmentReader(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "r");
        try {
            this.sizeBytes = file.length();
            this.buffer = new byte[windowBytes()];
            this.header = readHeader();
            this.nextNumber = header.firstStep();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    JournalHeader header() {
        return header;
    }

    /** Where the next record begins; after the last one, where new records are to be written. */
    long position() {
        return position;
    }

    /** The number the next record must have. */
    long nextNumber() {
        return nextNumber;
    }

    /** Bytes of an unfinished record at the end; known once {@link #next} has returned null. */
    long tornBytes() {
        return tornBytes;
    }

    /** The next record's JSON, or null at the end. */
    byte @Nullable [] next() throws IOException {
        if (tornBytes > 0 || position == sizeBytes) {
            return null;
        }
        Frame frame = frameAt(position, Segment.RECORD_BYTES_MAX);
        if (frame == null) {
            tornBytes = tornOrDamaged();
            return null;
        }
        if (frame.number != nextNumber) {
            throw damaged(
                    "holds record " + frame.number + (frame.number < nextNumber ? " again" : ""));
        }
        position += Segment.FRAME_HEAD_BYTES + frame.payload.length;
        nextNumber++;
        return frame.payload;
    }

    /** Checks every record that is left. */
    void skipToEnd() throws IOException {
        byte[] json;
        do {
            json = next();
        } while (json != null);
    }

    /** The failure of a record whose checksum holds but whose content does not. */
    JournalFailure unreadable(long number, @Nullable String why) {
        return new JournalFailure(
                Kind.DAMAGED, path + ": record " + number + " cannot be understood: " + why);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private JournalHeader readHeader() throws IOException {
        byte[] prelude = new byte[Segment.PRELUDE_BYTES];
        int version = -1;
        if (sizeBytes >= prelude.length) {
            read(0, prelude);
            version = Segment.versionOf(prelude);
        }
        if (version < 0) {
            throw new JournalFailure(
                    Kind.NOT_A_JOURNAL,
                    path + " is not a Trimtab journal: it does not begin with \"trimtab-journal\"");
        }
        if (version != Segment.FORMAT_VERSION) {
            throw new JournalFailure(Kind.UNKNOWN_VERSION, otherVersion(version));
        }
        Frame frame = frameAt(prelude.length, Segment.HEADER_BYTES_MAX);
        if (frame == null || frame.number != 0) {
            throw new JournalFailure(
                    Kind.DAMAGED, path + ": the header at byte " + prelude.length + " is damaged");
        }
        position = prelude.length + Segment.FRAME_HEAD_BYTES + (long) frame.payload.length;
        try {
            return StepCodec.decodeHeader(frame.payload);
        } catch (StepCodec.BadRecord e) {
            throw new JournalFailure(
                    Kind.DAMAGED, path + ": the header cannot be understood: " + e.getMessage(), e);
        }
    }

    private String otherVersion(int version) throws IOException {
        Frame frame = frameAt(Segment.PRELUDE_BYTES, Segment.HEADER_BYTES_MAX);
        String build = frame == null ? null : StepCodec.buildIn(frame.payload);
        return path
                + " is a journal of format version "
                + version
                + "; this build reads version "
                + Segment.FORMAT_VERSION
                + ". Keep it, and replay it with the build that wrote it"
                + (build == null ? "" : " (" + build + ")")
                + "; to go on with this build, begin a new data directory";
    }

    /** How many bytes of torn tail begin here. */
    private long tornOrDamaged() throws IOException {
        long left = sizeBytes - position;
        long declaredEnd = sizeBytes;
        if (left >= Segment.FRAME_HEAD_BYTES) {
            byte[] head = new byte[Segment.FRAME_HEAD_BYTES];
            read(position, head);
            int length = ByteBuffer.wrap(head).getInt();
            if (length >= 0 && length <= Segment.RECORD_BYTES_MAX) {
                declaredEnd = position + Segment.FRAME_HEAD_BYTES + length;
            }
        }
        boolean longerThanAnyRecord =
                left > Segment.FRAME_HEAD_BYTES + (long) Segment.RECORD_BYTES_MAX;
        boolean moreFollows = declaredEnd < sizeBytes || longerThanAnyRecord;
        if (moreFollows && !zerosFrom(Math.min(declaredEnd, sizeBytes))) {
            throw damaged("is damaged, and bytes follow it");
        }
        long follower = numberOfAnyRecordAfter(position + 1);
        if (follower > 0) {
            throw damaged("is damaged, and record " + follower + " follows it");
        }
        return left;
    }

    private JournalFailure damaged(String what) {
        return new JournalFailure(
                Kind.DAMAGED,
                path
                        + ": record "
                        + nextNumber
                        + " at byte "
                        + position
                        + " "
                        + what
                        + ". Restore the file from a copy; steps before it can still be replayed");
    }

    private boolean zerosFrom(long from) throws IOException {
        byte[] chunk = new byte[windowBytes()];
        for (long at = from; at < sizeBytes; at += chunk.length) {
            int length = (int) Math.min(chunk.length, sizeBytes - at);
            byte[] part = length == chunk.length ? chunk : new byte[length];
            read(at, part);
            for (byte b : part) {
                if (b != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The number of the first valid record that begins at or after a byte, or 0 when there is none. */
    private long numberOfAnyRecordAfter(long from) throws IOException {
        long numberMax = nextNumber + (sizeBytes - from) / Segment.FRAME_HEAD_BYTES;
        byte[] window = new byte[windowBytes()];
        long step = Math.max(1, window.length - Segment.FRAME_HEAD_BYTES);
        for (long at = from; at + Segment.FRAME_HEAD_BYTES <= sizeBytes; at += step) {
            int length = (int) Math.min(window.length, sizeBytes - at);
            byte[] part = length == window.length ? window : Arrays.copyOf(window, length);
            read(at, part);
            ByteBuffer bytes = ByteBuffer.wrap(part);
            for (int i = 0; i + Segment.FRAME_HEAD_BYTES <= length; i++) {
                long number = bytes.getLong(i + 4);
                if (number < nextNumber || number > numberMax) {
                    continue;
                }
                Frame frame = frameAt(at + i, Segment.RECORD_BYTES_MAX);
                if (frame != null) {
                    return frame.number;
                }
            }
        }
        return 0;
    }

    /** The frame that begins at a byte, or null when none does: cut short, or its checksum does not hold. */
    private @Nullable Frame frameAt(long at, int payloadBytesMax) throws IOException {
        if (sizeBytes - at < Segment.FRAME_HEAD_BYTES) {
            return null;
        }
        byte[] headBytes = new byte[Segment.FRAME_HEAD_BYTES];
        read(at, headBytes);
        ByteBuffer head = ByteBuffer.wrap(headBytes);
        int length = head.getInt();
        long number = head.getLong();
        int checksum = head.getInt();
        if (length < 1
                || length > payloadBytesMax
                || length > sizeBytes - at - Segment.FRAME_HEAD_BYTES) {
            return null;
        }
        byte[] payload = new byte[length];
        read(at + Segment.FRAME_HEAD_BYTES, payload);
        return checksum == Segment.checksum(length, number, payload)
                ? new Frame(number, payload)
                : null;
    }

    private int windowBytes() {
        return (int) Math.min(BUFFER_BYTES, sizeBytes);
    }

    private void read(long at, byte[] target) throws IOException {
        if (target.length >= buffer.length) {
            file.seek(at);
            file.readFully(target);
            return;
        }
        if (at < bufferAt || at + target.length > bufferAt + bufferLength) {
            bufferAt = at;
            bufferLength = (int) Math.min(buffer.length, sizeBytes - at);
            file.seek(at);
            file.readFully(buffer, 0, bufferLength);
        }
        System.arraycopy(buffer, (int) (at - bufferAt), target, 0, target.length);
    }

    private record Frame(long number, byte[] payload) {}
}
