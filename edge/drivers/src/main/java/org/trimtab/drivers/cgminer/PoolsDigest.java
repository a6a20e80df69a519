package org.trimtab.drivers.cgminer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A fingerprint of a device's pools, so that a lost or changed pool is seen without keeping anybody's user names. */
public final class PoolsDigest {
    private PoolsDigest() {}

    /**
     * SHA-256 over URL and user of each pool in order, hex; pools without a URL are left out.
     *
     * @param pools a list of pools
     * @param urlKey what the family calls the URL
     * @param userKey what it calls the user
     */
    public static String of(@Nullable JsonNode pools, String urlKey, String userKey) {
        MessageDigest digest = sha256();
        if (pools != null) {
            for (JsonNode pool : pools) {
                String url = JsonValue.text(pool, urlKey);
                String user = JsonValue.text(pool, userKey);
                if (url != null && !url.isBlank()) {
                    add(digest, url);
                    add(digest, user == null ? "" : user);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
