package org.trimtab.openadr.vtn.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.MqttAuthentication;

/**
 * The broker, how we reach it, and what clients are told of it.
 *
 * @param broker {@code mqtt://HOST:PORT} or {@code mqtts://HOST:PORT}
 * @param version 3 for MQTT 3.1.1, 5 for MQTT 5
 * @param prefix what every topic begins with; may be empty
 * @param uris what clients are told as the broker's addresses
 * @param authentication what clients are told to prove themselves with
 * @param login how we prove ourselves; null for not at all
 * @param authority a PEM file of the authority that signed the broker's certificate; null for the system's
 */
public record MqttSettings(
        URI broker,
        int version,
        String prefix,
        List<String> uris,
        MqttAuthentication authentication,
        @Nullable Login login,
        @Nullable Path authority) {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    public MqttSettings {
        uris = List.copyOf(uris);
        if (version != 3 && version != 5) {
            throw new IllegalArgumentException(
                    "MQTT version " + version + " is not known; 3 (for 3.1.1) and 5 are");
        }
    }

    /** A name and a password. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /**
     * A broker that asks clients for nothing, with MQTT 3.1.1 and topics without a prefix.
     *
     * @throws IllegalArgumentException when the URL is none; the message says what to write
     */
    public static MqttSettings of(String url) {
        URI broker = read(url);
        String userInfo = broker.getUserInfo();
        Login login = null;
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            login =
                    colon < 0
                            ? new Login(userInfo, "")
                            : new Login(
                                    userInfo.substring(0, colon), userInfo.substring(colon + 1));
        }
        String bare = broker.getScheme() + "://" + authority(broker);
        return new MqttSettings(broker, 3, "", List.of(bare), anonymous(), login, null);
    }

    private static URI read(String url) {
        try {
            URI broker = new URI(url);
            String scheme =
                    broker.getScheme() == null ? "" : broker.getScheme().toLowerCase(Locale.ROOT);
            if (broker.getHost() != null && (scheme.equals("mqtt") || scheme.equals("mqtts"))) {
                return broker;
            }
        } catch (URISyntaxException e) {
            throw wrong(url, e);
        }
        throw wrong(url, null);
    }

    private static IllegalArgumentException wrong(String url, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "\"" + url + "\" is no broker; write mqtt://HOST:PORT or mqtts://HOST:PORT", cause);
    }

    private static String authority(URI broker) {
        return broker.getHost() + (broker.getPort() < 0 ? "" : ":" + broker.getPort());
    }

    /** Clients prove themselves with their access token as the password, and their clientID as the name. */
    public static MqttAuthentication bearer() {
        return new MqttAuthentication(
                MqttAuthentication.BEARER, "{clientID}", null, null, null, Extras.NONE);
    }

    /** Clients prove themselves with this certificate and key, all PEM. */
    public static MqttAuthentication certificate(
            String caCert, String clientCert, String clientKey) {
        return new MqttAuthentication(
                MqttAuthentication.CERTIFICATE, null, caCert, clientCert, clientKey, Extras.NONE);
    }

    /** Clients prove nothing. */
    public static MqttAuthentication anonymous() {
        return new MqttAuthentication(
                MqttAuthentication.ANONYMOUS, null, null, null, null, Extras.NONE);
    }

    /** The same broker spoken to in this version. */
    public MqttSettings withVersion(int other) {
        return new MqttSettings(broker, other, prefix, uris, authentication, login, authority);
    }

    /** The same broker with topics under this prefix. */
    public MqttSettings withPrefix(String other) {
        return new MqttSettings(broker, version, other, uris, authentication, login, authority);
    }

    /** The same broker, known to clients by other addresses. */
    public MqttSettings withUris(List<String> others) {
        return new MqttSettings(broker, version, prefix, others, authentication, login, authority);
    }

    /** The same broker, which asks clients for other proof. */
    public MqttSettings withAuthentication(MqttAuthentication other) {
        return new MqttSettings(broker, version, prefix, uris, other, login, authority);
    }

    /** The same broker with our own name and password. */
    public MqttSettings withLogin(Login other) {
        return new MqttSettings(broker, version, prefix, uris, authentication, other, authority);
    }

    /** The same broker, whose certificate this authority signed. */
    public MqttSettings withAuthority(Path pem) {
        return new MqttSettings(broker, version, prefix, uris, authentication, login, pem);
    }

    boolean tls() {
        return broker.getScheme().equalsIgnoreCase("mqtts");
    }

    int port() {
        return broker.getPort() >= 0 ? broker.getPort() : tls() ? TLS_PORT : PLAIN_PORT;
    }
}
