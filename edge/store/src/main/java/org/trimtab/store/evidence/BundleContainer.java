package org.trimtab.store.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.trimtab.evidence.EvidenceFiles;
import org.trimtab.evidence.Verdict.Finding;

/**
 * A ZIP file that can be written in one way only: six files in a fixed order, stored as they are, all of 1 January
 * 1980, no comments or extras. So every byte outside the files is known beforehand, and a changed one is found.
 */
final class BundleContainer {
    /** Where the file ends and nothing may follow. */
    static final String END = "container around its end";

    private static final String PACKED_AGAIN =
            "; a bundle that was packed again is another file: check the one that was handed over";

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int LOCAL_MAGIC = 0x04034b50;
    private static final int CENTRAL_MAGIC = 0x02014b50;
    private static final int END_MAGIC = 0x06054b50;
    private static final short VERSION = 10;
    private static final short FIRST_DAY = 0x21;
    private static final int CRC_AT = 14;
    private static final int SIZE_AT = 18;
    private static final int NAME_LENGTH_AT = 26;
    private static final int CENTRAL_CRC_AT = 16;

    private final byte[] file;
    private final List<byte[]> contents = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> changedContents = new LinkedHashSet<>();

    private BundleContainer(byte[] file) {
        this.file = file;
    }

    /** The one way to write these files. */
    static byte[] write(EvidenceFiles files) {
        List<byte[]> contents = files.contents();
        return write(contents, contents.stream().map(BundleContainer::crc).toList());
    }

    /**
     * Takes a container apart.
     *
     * @param file its bytes
     */
    static BundleContainer read(byte[] file) {
        BundleContainer container = new BundleContainer(file);
        if (container.findContents()) {
            container.compare();
        }
        return container;
    }

    /** The files in it; null when they cannot be told apart. */
    @Nullable EvidenceFiles files() {
        return contents.size() == EvidenceFiles.NAMES.size() ? EvidenceFiles.of(contents) : null;
    }

    /** Everything wrong outside the files. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Files that are not what their checksums, twice in the container, say. */
    Set<String> changedContents() {
        return changedContents;
    }

    static String around(String name) {
        return "container around " + name;
    }

    private boolean findContents() {
        int at = 0;
        for (String name : EvidenceFiles.NAMES) {
            int from = at + LOCAL_BYTES + name.length();
            if (from > file.length) {
                return cut(name);
            }
            ByteBuffer header = ByteBuffer.wrap(file, at, LOCAL_BYTES).slice();
            header.order(ByteOrder.LITTLE_ENDIAN);
            int size = header.getInt(SIZE_AT);
            if (header.getInt(0) != LOCAL_MAGIC) {
                findings.add(
                        new Finding(
                                around(name),
                                at == 0
                                        ? "does not begin as an evidence bundle does; it is another"
                                                + " kind of file, or its first bytes were changed"
                                        : "no file begins where it must"));
                return false;
            }
            if (header.getShort(NAME_LENGTH_AT) != name.length()
                    || header.getShort(NAME_LENGTH_AT + 2) != 0) {
                findings.add(
                        new Finding(
                                around(name),
                                "another file stands here, or the bundle was zipped anew by"
                                        + " another program"));
                return false;
            }
            if (size < 0 || size != header.getInt(SIZE_AT + 4)) {
                findings.add(new Finding(around(name), "says two different sizes" + PACKED_AGAIN));
                return false;
            }
            if (size > file.length - from) {
                return cut(name);
            }
            contents.add(Arrays.copyOfRange(file, from, from + size));
            at = from + size;
        }
        return true;
    }

    private boolean cut(String name) {
        findings.add(new Finding(around(name), "the bundle ends before this file does"));
        return false;
    }

    /** Writes the container again from the files found and compares every byte. */
    private void compare() {
        List<Integer> crcs = new ArrayList<>();
        int local = 0;
        int central = contents.stream().mapToInt(c -> c.length).sum();
        for (String name : EvidenceFiles.NAMES) {
            central += LOCAL_BYTES + name.length();
        }
        for (int i = 0; i < contents.size(); i++) {
            String name = EvidenceFiles.NAMES.get(i);
            int real = crc(contents.get(i));
            int first = intAt(local + CRC_AT);
            if (first != real && first == intAt(central + CENTRAL_CRC_AT)) {
                changedContents.add(name);
                crcs.add(first);
            } else {
                crcs.add(real);
            }
            local += LOCAL_BYTES + name.length() + contents.get(i).length;
            central += CENTRAL_BYTES + name.length();
        }
        compareWith(write(contents, crcs));
    }

    private void compareWith(byte[] right) {
        Set<String> places = new LinkedHashSet<>();
        int common = Math.min(right.length, file.length);
        int at = Arrays.mismatch(file, 0, common, right, 0, common);
        while (at >= 0) {
            places.add(place(at));
            int next = at + 1;
            int found = Arrays.mismatch(file, next, common, right, next, common);
            at = found < 0 ? -1 : next + found;
        }
        for (String place : places) {
            findings.add(new Finding(place, "is not as it is always written" + PACKED_AGAIN));
        }
        if (file.length > right.length) {
            findings.add(new Finding(END, (file.length - right.length) + " bytes follow the end"));
        } else if (file.length < right.length) {
            findings.add(
                    new Finding(
                            END,
                            "the last " + (right.length - file.length) + " bytes are missing"));
        }
    }

    /** Which part a byte outside the files belongs to. */
    private String place(int offset) {
        int end = 0;
        for (int i = 0; i < contents.size(); i++) {
            String name = EvidenceFiles.NAMES.get(i);
            end += LOCAL_BYTES + name.length() + contents.get(i).length;
            if (offset < end) {
                return around(name);
            }
        }
        for (String name : EvidenceFiles.NAMES) {
            end += CENTRAL_BYTES + name.length();
            if (offset < end) {
                return around(name);
            }
        }
        return END;
    }

    private int intAt(int offset) {
        return offset + Integer.BYTES > file.length
                ? 0
                : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] write(List<byte[]> contents, List<Integer> crcs) {
        int length = END_BYTES;
        for (int i = 0; i < contents.size(); i++) {
            length +=
                    LOCAL_BYTES
                            + CENTRAL_BYTES
                            + 2 * EvidenceFiles.NAMES.get(i).length()
                            + contents.get(i).length;
        }
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int[] offsets = new int[contents.size()];
        for (int i = 0; i < contents.size(); i++) {
            offsets[i] = out.position();
            out.putInt(LOCAL_MAGIC);
            describe(out, i, contents.get(i).length, crcs.get(i));
            out.put(name(i)).put(contents.get(i));
        }
        int central = out.position();
        for (int i = 0; i < contents.size(); i++) {
            out.putInt(CENTRAL_MAGIC).putShort(VERSION);
            describe(out, i, contents.get(i).length, crcs.get(i));
            out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
            out.putInt(0).putInt(offsets[i]).put(name(i));
        }
        int centralBytes = out.position() - central;
        out.putInt(END_MAGIC).putShort((short) 0).putShort((short) 0);
        out.putShort((short) contents.size()).putShort((short) contents.size());
        out.putInt(centralBytes).putInt(central).putShort((short) 0);
        return out.array();
    }

    /** The fields that both headers of a file share, from the version needed to the length of extras. */
    private static void describe(ByteBuffer out, int index, int size, int crc) {
        out.putShort(VERSION).putShort((short) 0).putShort((short) 0);
        out.putShort((short) 0).putShort(FIRST_DAY);
        out.putInt(crc).putInt(size).putInt(size);
        out.putShort((short) name(index).length).putShort((short) 0);
    }

    private static byte[] name(int index) {
        return EvidenceFiles.NAMES.get(index).getBytes(StandardCharsets.US_ASCII);
    }
}
