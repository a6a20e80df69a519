package org.trimtab.openadr.vtn.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Role;
import org.trimtab.openadr.vtn.store.Database;

/** The clients this VTN knows; of their secrets only hashes are kept (PBKDF2 with HMAC-SHA-256). */
public final class Clients {
    private static final int ITERATIONS = 20_000;
    private static final int HASH_BITS = 256;
    private static final int SALT_BYTES = 16;

    /** Secrets proven before; at the limit all are forgotten and proven again. */
    private static final int PROVEN_MAX = 20_000;

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();
    private final SecretKeySpec memoryKey;
    private final Map<String, String> proven = new ConcurrentHashMap<>();

    public Clients(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        byte[] key = new byte[32];
        chance.nextBytes(key);
        memoryKey = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Adds a client, or gives one that is known a new secret and role. */
    public void put(ClientSecret client) {
        byte[] salt = new byte[SALT_BYTES];
        chance.nextBytes(salt);
        String hash = hash(client.secret(), salt, ITERATIONS);
        database.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM clients WHERE client_id = ?")) {
                delete.setString(1, client.id());
                delete.executeUpdate();
            }
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO clients (client_id, role, salt, secret_hash, iterations,"
                                    + " created_at) VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, client.id());
                insert.setString(2, client.role().name());
                insert.setString(3, HexFormat.of().formatHex(salt));
                insert.setString(4, hash);
                insert.setLong(5, ITERATIONS);
                insert.setLong(6, clock.millis());
                insert.executeUpdate();
            }
            return true;
        });
        proven.clear();
    }

    /** How many there are. */
    public int count() {
        return database.reading(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT COUNT(*) FROM clients");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        });
    }

    /** The role of a client that proves itself; null when it is unknown or the secret is wrong. */
    public @Nullable Role prove(String id, String secret) {
        Known known = known(id);
        if (known == null) {
            // An unknown client costs as much as a known one, so the time taken tells nothing.
            hash(secret, new byte[SALT_BYTES], ITERATIONS);
            return null;
        }
        String seen = remembered(known, secret);
        if (seen.equals(proven.get(id))) {
            return known.role();
        }
        String hash = hash(secret, HexFormat.of().parseHex(known.salt()), known.iterations());
        if (!MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII),
                known.hash().getBytes(StandardCharsets.US_ASCII))) {
            return null;
        }
        if (proven.size() >= PROVEN_MAX) {
            proven.clear();
        }
        proven.put(id, seen);
        return known.role();
    }

    private record Known(Role role, String salt, String hash, int iterations) {}

    private @Nullable Known known(String id) {
        if (id.indexOf('\0') >= 0) {
            return null;
        }
        return database.reading(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT role, salt, secret_hash, iterations FROM clients WHERE"
                                    + " client_id = ?")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? new Known(
                                    Role.valueOf(row.getString(1)),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getInt(4))
                            : null;
                }
            }
        });
    }

    /** A secret proven before, as this process remembers it: worthless outside of it. */
    private String remembered(Known known, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(memoryKey);
            mac.update(known.hash().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static String hash(String secret, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS);
            byte[] hash =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
        }
    }
}
