package org.trimtab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.push.CallbackPolicy;
import org.trimtab.openadr.vtn.push.MqttSettings;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.wire.MqttAuthentication;
import picocli.CommandLine.Option;

/** How a VTN tells others of changes: webhooks and a broker. */
final class VtnNotifyOptions {
    @Option(
            names = "--mqtt",
            paramLabel = "URL",
            description =
                    "A broker to publish notifications to, such as mqtts://USER:PASSWORD@HOST:8883.")
    @Nullable String mqtt;

    @Option(
            names = "--mqtt-version",
            paramLabel = "3|5",
            defaultValue = "3",
            description = "MQTT 3.1.1 or 5 (default: ${DEFAULT-VALUE}).")
    int mqttVersion;

    @Option(
            names = "--mqtt-prefix",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "What every topic begins with, such as openadr/ (default: nothing).")
    String mqttPrefix = "";

    @Option(
            names = "--mqtt-public",
            paramLabel = "URL",
            description =
                    "The broker's address as clients are told it; may be repeated (default: that of --mqtt).")
    List<String> mqttPublic = List.of();

    @Option(
            names = "--mqtt-auth",
            paramLabel = "HOW",
            defaultValue = "anonymous",
            description = {
                "What clients are told to log in with: anonymous for nothing, bearer for their client id",
                "and access token, or CA,CERTIFICATE,KEY, three PEM files that are handed to them",
                "(default: ${DEFAULT-VALUE})."
            })
    String mqttAuth = "";

    @Option(
            names = "--mqtt-ca",
            paramLabel = "PEM",
            description = "Authorities of the broker's certificate (default: the system's).")
    @Nullable Path mqttAuthority;

    @Option(
            names = "--callback-ca",
            paramLabel = "PEM",
            description = "Authorities of subscribers' certificates (default: the system's).")
    @Nullable Path callbackAuthority;

    @Option(
            names = "--allow-private-callbacks",
            description = "Webhooks may go to private and loopback addresses.")
    boolean privateCallbacks;

    @Option(
            names = "--allow-http-callbacks",
            description = "Webhooks may go without TLS, against the text of OpenADR; for tests.")
    boolean httpCallbacks;

    PushSettings settings() {
        return new PushSettings(
                new CallbackPolicy(httpCallbacks, privateCallbacks, CallbackPolicy.WITHIN),
                callbackAuthority,
                broker());
    }

    private @Nullable MqttSettings broker() {
        if (mqtt == null) {
            return null;
        }
        MqttSettings broker = MqttSettings.of(mqtt).withVersion(mqttVersion).withPrefix(mqttPrefix);
        if (!mqttPublic.isEmpty()) {
            broker = broker.withUris(mqttPublic);
        }
        if (mqttAuthority != null) {
            broker = broker.withAuthority(mqttAuthority);
        }
        return switch (mqttAuth.toLowerCase(Locale.ROOT)) {
            case "anonymous" -> broker.withAuthentication(MqttSettings.anonymous());
            case "bearer" -> broker.withAuthentication(MqttSettings.bearer());
            default -> broker.withAuthentication(certificate());
        };
    }

    private MqttAuthentication certificate() {
        String[] files = mqttAuth.split(",", -1);
        if (files.length != 3) {
            throw Fault.badInput(
                    "--mqtt-auth is anonymous, bearer or three files CA,CERTIFICATE,KEY, not \""
                            + mqttAuth
                            + "\"");
        }
        return MqttSettings.certificate(read(files[0]), read(files[1]), read(files[2]));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw Fault.badInput("--mqtt-auth: the file " + file + " cannot be read");
        }
    }
}
