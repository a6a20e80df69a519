package org.trimtab.store.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How a journal file is laid out.
 *
 * <pre>
 * "trimtab-journal 0002\n"                     what it is, and the version of the format
 * frame 0:  the {@link JournalHeader} as JSON
 * frame n:  step n as JSON, first_step of the header first, then without gaps
 *
 * frame:    u32 length of the payload, u64 number, u32 CRC-32C of length, number and payload; payload
 * </pre>
 *
 * All integers are big-endian. A payload is one line of ASCII JSON with its line end, so that plain text tools find
 * their way in the file.
 */
final class Segment {
    /**
     * Version of this layout and of the JSON inside. 2: programs, signals, holds, frequency, bands and operating
     * points; plans that group by reason who is left out.
     */
    static final int FORMAT_VERSION = 2;

    /** Largest record. A step that is larger is refused before anything is written. */
    static final int RECORD_BYTES_MAX = 64 * 1024 * 1024;

    /** Largest header; 200,000 devices need about 70 MB. */
    static final int HEADER_BYTES_MAX = 128 * 1024 * 1024;

    static final int FRAME_HEAD_BYTES = 16;
    static final int PRELUDE_BYTES = 21;
    private static final String NAME = "trimtab-journal ";

    private Segment() {}

    /** The first bytes of every journal file. */
    static byte[] prelude(int version) {
        return (NAME + String.format("%04d", version) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The version that a prelude tells, or -1 when it is not one. */
    static int versionOf(byte[] prelude) {
        String text = new String(prelude, StandardCharsets.US_ASCII);
        if (!text.matches(NAME + "\\d{4}\n")) {
            return -1;
        }
        return Integer.parseInt(text, NAME.length(), NAME.length() + 4, 10);
    }

    /** A whole frame around one line of JSON. */
    static byte[] frame(long number, byte[] json) {
        byte[] payload = Arrays.copyOf(json, json.length + 1);
        payload[json.length] = '\n';
        return ByteBuffer.allocate(FRAME_HEAD_BYTES + payload.length)
                .putInt(payload.length)
                .putLong(number)
                .putInt(checksum(payload.length, number, payload))
                .put(payload)
                .array();
    }

    static int checksum(int length, long number, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putInt(length).putLong(number).flip());
        crc.update(payload, 0, payload.length);
        return (int) crc.getValue();
    }
}
