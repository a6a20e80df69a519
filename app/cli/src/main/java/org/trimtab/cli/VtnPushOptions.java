package org.trimtab.cli;

import io.helidon.common.tls.Tls;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.Vtn;
import org.trimtab.openadr.vtn.push.CallbackPolicy;
import org.trimtab.openadr.vtn.push.LocalAnnouncement;
import org.trimtab.openadr.vtn.push.MqttSettings;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.push.VtnTls;
import org.trimtab.openadr.wire.MqttAuthentication;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a VTN tells others: callbacks, a broker, its own certificate and the local network. */
final class VtnPushOptions {
    @Option(
            names = "--allow-http-callbacks",
            description = "Take callbacks without TLS too; for tests on one machine.")
    boolean httpCallbacks;

    @Option(
            names = "--allow-private-callbacks",
            description = "Take callbacks to loopback and private addresses too.")
    boolean privateCallbacks;

    @Option(
            names = "--callback-ca",
            paramLabel = "FILE",
            description =
                    "PEM file of the authorities of callback certificates (default: the system's).")
    @Nullable Path callbackAuthority;

    @Option(
            names = "--mqtt",
            paramLabel = "URL",
            description =
                    "A broker to publish notifications to, such as mqtt://127.0.0.1:1883 or"
                            + " mqtts://USER@HOST.")
    @Nullable String mqtt;

    @Option(
            names = "--mqtt-version",
            paramLabel = "3|5",
            defaultValue = "3",
            description = "3 for MQTT 3.1.1, 5 for MQTT 5 (default: ${DEFAULT-VALUE}).")
    int mqttVersion;

    @Option(
            names = "--mqtt-prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What every topic begins with, such as openadr/ (default: nothing).")
    String mqttPrefix = "";

    @Option(
            names = "--mqtt-uri",
            paramLabel = "URL",
            description =
                    "What clients are told as the broker's address (default: that of --mqtt).")
    List<String> mqttUris = List.of();

    @Option(
            names = "--mqtt-password-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the VTN's password at the broker.")
    @Nullable String mqttPasswordEnv;

    @Option(
            names = "--mqtt-ca",
            paramLabel = "FILE",
            description =
                    "PEM file of the authority of the broker's certificate (default: the"
                        + " system's).")
    @Nullable Path mqttAuthority;

    @Option(
            names = "--mqtt-clients",
            paramLabel = "HOW",
            defaultValue = "anonymous",
            description =
                    "How clients are told to prove themselves to the broker: anonymous, token, or"
                            + " CA,CERTIFICATE,KEY as three PEM files (default: ${DEFAULT-VALUE}).")
    String mqttClients = "";

    @Option(
            names = "--tls",
            paramLabel = "FILE",
            description = "Serve HTTPS with the certificates of this PEM file.")
    @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The PEM file of the certificate's private key.")
    @Nullable Path key;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description =
                    "PEM file of the authorities of client certificates; a token asked for with one"
                            + " is good with that one only (RFC 8705).")
    @Nullable Path clientAuthority;

    @Option(names = "--tls-clients-must", description = "Turn clients without a certificate away.")
    boolean clientsMust;

    @Option(
            names = "--mdns",
            description = "Announce the VTN on the local network (_openadr3._tcp).")
    boolean mdns;

    @Option(
            names = "--mdns-program",
            paramLabel = "NAME",
            description = "A program announced for local VENs; may be repeated.")
    List<String> mdnsPrograms = List.of();

    /** What the telling side runs with. */
    PushSettings push() {
        CallbackPolicy callbacks =
                new CallbackPolicy(httpCallbacks, privateCallbacks, CallbackPolicy.WITHIN);
        return new PushSettings(callbacks, callbackAuthority, mqtt == null ? null : broker(mqtt));
    }

    private MqttSettings broker(String url) {
        try {
            MqttSettings broker =
                    MqttSettings.of(url)
                            .withVersion(mqttVersion)
                            .withPrefix(mqttPrefix)
                            .withAuthentication(clients());
            if (!mqttUris.isEmpty()) {
                broker = broker.withUris(mqttUris);
            }
            if (mqttAuthority != null) {
                broker = broker.withAuthority(mqttAuthority);
            }
            if (mqttPasswordEnv != null) {
                MqttSettings.Login login = broker.login();
                broker =
                        broker.withLogin(
                                new MqttSettings.Login(
                                        login == null ? "trimtab-vtn" : login.username(),
                                        Terminal.token(mqttPasswordEnv)));
            }
            return broker;
        } catch (IllegalArgumentException e) {
            throw Fault.badInput("--mqtt: " + e.getMessage());
        }
    }

    private MqttAuthentication clients() {
        return switch (mqttClients.toLowerCase(Locale.ROOT)) {
            case "anonymous" -> MqttSettings.anonymous();
            case "token" -> MqttSettings.bearer();
            default -> {
                String[] files = mqttClients.split(",", -1);
                if (files.length != 3) {
                    throw Fault.badInput(
                            "--mqtt-clients "
                                    + mqttClients
                                    + " is neither anonymous, token nor three files"
                                    + " CA,CERTIFICATE,KEY");
                }
                yield MqttSettings.certificate(read(files[0]), read(files[1]), read(files[2]));
            }
        };
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw Fault.badInput("--mqtt-clients: the file " + file + " cannot be read");
        }
    }

    /** The server's TLS; null without {@code --tls}. */
    @Nullable Tls tls() {
        if (certificate == null) {
            if (key != null || clientAuthority != null || clientsMust) {
                throw Fault.badInput("--tls-… options go with --tls");
            }
            return null;
        }
        if (key == null) {
            throw Fault.badInput("--tls goes with --tls-key");
        }
        try {
            return new VtnTls(certificate, key, clientAuthority, clientsMust).server();
        } catch (IllegalArgumentException e) {
            throw Fault.badInput(String.valueOf(e.getMessage()));
        }
    }

    /** Announces the VTN when asked to, until the process ends. */
    void announce(Vtn vtn) {
        if (!mdns) {
            return;
        }
        try {
            InetAddress here = InetAddress.getLocalHost();
            String name = here.getHostName().replaceFirst("\\..*", "");
            String base = vtn.baseUrl().replaceFirst("https?://[^/]+/", "");
            LocalAnnouncement announcement =
                    LocalAnnouncement.begin(
                            here,
                            new LocalAnnouncement.Service(
                                    "Trimtab VTN on " + name,
                                    name,
                                    vtn.port(),
                                    certificate != null,
                                    base,
                                    mdnsPrograms,
                                    true,
                                    vtn.baseUrl() + "/openapi.yaml"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(announcement), "mdns-stop"));
        } catch (IOException e) {
            throw Fault.badInput("--mdns: this network cannot be announced on: " + e.getMessage());
        }
    }

    private static void end(LocalAnnouncement announcement) {
        try {
            announcement.close();
        } catch (IOException e) {
            // The process ends; what was announced runs out by itself.
        }
    }
}
