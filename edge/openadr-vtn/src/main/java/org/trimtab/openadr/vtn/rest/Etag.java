package org.trimtab.openadr.vtn.rest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The tag of what a client was shown, so that it need not be sent twice nor overwritten unseen (RFC 9110). */
final class Etag {
    private static final int TAG_BYTES = 16;

    private Etag() {}

    static String of(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return "\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Whether a header's list of tags, or its star, holds a tag; compressed or not is the same to us. */
    static boolean isIn(String header, String tag) {
        for (String part : header.split(",")) {
            String bare = part.strip();
            if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
