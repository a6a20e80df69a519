package org.trimtab.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The hashes of evidence: SHA-256 and the Merkle tree of RFC 6962, in small hexadecimal digits. */
public final class EvidenceHash {
    /** What the first record names as the one before it. */
    public static final String BEFORE_FIRST = "0".repeat(64);

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final HexFormat HEX = HexFormat.of();

    private EvidenceHash() {}

    /** The hash of a record's line without its newline: SHA-256 of a zero byte and the line (RFC 6962 leaf hash). */
    public static String leaf(byte[] line) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return HEX.formatHex(digest.digest(line));
    }

    /**
     * The RFC 6962 tree hash over leaf hashes. A level's odd last hash moves up as it is, which gives the same tree as
     * splitting at the largest power of two.
     *
     * @throws IllegalArgumentException when there is no leaf
     */
    public static String root(List<String> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a tree needs a leaf");
        }
        List<byte[]> level = new ArrayList<>(leaves.stream().map(HEX::parseHex).toList());
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(
                        i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
            }
            level = above;
        }
        return HEX.formatHex(level.getFirst());
    }

    /** Plain SHA-256. */
    public static String plain(byte[] bytes) {
        return HEX.formatHex(sha256().digest(bytes));
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
