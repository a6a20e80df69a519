package org.trimtab.virtual.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that vouches for itself, as machines carry from the factory: made at start, kept in memory only, never
 * written down. X.509 version 3 in DER (RFC 5280), ECDSA on P-256 with SHA-256.
 */
final class SelfSigned {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int VERSION = 0xA0;

    /** Object identifier 1.2.840.10045.4.3.2, ECDSA with SHA-256. */
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
    };

    /** Object identifier 2.5.4.3, common name. */
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

    private SelfSigned() {}

    /** What a server needs to speak TLS under a new certificate of this name. */
    static SSLContext context(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Certificate certificate =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate(name, pair)));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] inMemoryOnly = new char[0];
            store.setKeyEntry(
                    "key", pair.getPrivate(), inMemoryOnly, new Certificate[] {certificate});
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, inMemoryOnly);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private static byte[] certificate(String name, KeyPair pair) throws GeneralSecurityException {
        byte[] algorithm = block(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] who =
                block(
                        SEQUENCE,
                        block(
                                SET,
                                block(
                                        SEQUENCE,
                                        COMMON_NAME,
                                        block(
                                                UTF8_STRING,
                                                name.getBytes(StandardCharsets.UTF_8)))));
        byte[] validity = block(SEQUENCE, time("200101000000Z"), time("491231235959Z"));
        byte[] body =
                block(
                        SEQUENCE,
                        block(VERSION, block(INTEGER, new byte[] {2})),
                        block(INTEGER, new byte[] {1}),
                        algorithm,
                        who,
                        validity,
                        who,
                        pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        byte[] noSpareBits = {0};
        return block(SEQUENCE, body, algorithm, block(BIT_STRING, noSpareBits, signature.sign()));
    }

    private static byte[] time(String text) {
        return block(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A value of DER: tag, length, content. */
    private static byte[] block(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            whole.write(0x82);
            whole.write(length >> 8);
        } else if (length > 0x7F) {
            whole.write(0x81);
        }
        whole.write(length & 0xFF);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
