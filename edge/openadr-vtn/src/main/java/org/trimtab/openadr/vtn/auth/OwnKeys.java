package org.trimtab.openadr.vtn.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Seal;
import org.trimtab.openadr.vtn.store.StoreFailure;

/** The keys our own tokens are signed with (ES256): made at the first start and kept in the database. */
final class OwnKeys implements TokenKeys {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private final List<ECKey> keys;

    private OwnKeys(List<ECKey> keys) {
        this.keys = keys;
    }

    static OwnKeys load(Database database, InstantSource clock) {
        return new OwnKeys(
                database.inTransaction(connection -> {
                    Seal seal = database.seal();
                    List<ECKey> kept = kept(connection, seal);
                    return kept.isEmpty() ? List.of(made(connection, seal, clock)) : kept;
                }));
    }

    /** The one that signs. */
    ECKey signing() {
        return keys.getFirst();
    }

    @Override
    public List<JWK> of(JWSHeader header) {
        List<JWK> matching = new ArrayList<>();
        for (ECKey key : keys) {
            if (key.getKeyID().equals(header.getKeyID())) {
                matching.add(key.toPublicJWK());
            }
        }
        return matching;
    }

    private static String place(String kid) {
        return "signing key " + kid;
    }

    private static List<ECKey> kept(Connection connection, Seal seal) throws SQLException {
        List<ECKey> kept = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT kid, jwk FROM signing_keys ORDER BY created_at DESC, kid");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                kept.add(ECKey.parse(seal.open(place(row.getString(1)), row.getString(2))));
            }
        } catch (ParseException e) {
            throw new StoreFailure(
                    "a signing key in the database cannot be read; delete it from signing_keys", e);
        }
        return kept;
    }

    private static ECKey made(Connection connection, Seal seal, InstantSource clock)
            throws SQLException {
        ECKey key;
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO signing_keys (kid, jwk, created_at) VALUES (?, ?, ?)")) {
            insert.setString(1, key.getKeyID());
            insert.setString(2, seal.close(place(key.getKeyID()), key.toJSONString()));
            insert.setLong(3, clock.millis());
            insert.executeUpdate();
        }
        return key;
    }
}
