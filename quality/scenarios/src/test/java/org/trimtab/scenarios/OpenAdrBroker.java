package org.trimtab.scenarios;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.IAuthenticator;
import io.moquette.broker.security.IAuthorizatorPolicy;
import io.moquette.broker.subscriptions.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.trimtab.openadr.vtn.push.MqttAccess;
import org.trimtab.openadr.vtn.push.MqttAccess.Wish;
import org.trimtab.openadr.vtn.push.MqttTopics;

/**
 * A broker that keeps each client to what a VTN lets it read, and a listener to try it with. Clients log in with their
 * clientID and an access token of the VTN; the VTN itself with {@code vtn} and a secret.
 *
 * <pre>
 * broker PORT VTN-BASE-URL SECRET BUSINESS-LOGIC-CLIENT
 * listen PORT CLIENT PASSWORD FILTER SECONDS      prints "heard TOPIC" for each message, or "refused"
 * </pre>
 */
public final class OpenAdrBroker {
    private static final String VTN = "vtn";

    /** Kept so that its level is not collected with it. */
    private static final Logger LIBRARIES = Logger.getLogger("");

    private OpenAdrBroker() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        LIBRARIES.setLevel(Level.SEVERE);
        List<String> words = List.of(args);
        if (words.size() == 5 && words.getFirst().equals("broker")) {
            serve(Integer.parseInt(words.get(1)), words.get(2), words.get(3), words.get(4));
        } else if (words.size() == 6 && words.getFirst().equals("listen")) {
            listen(words);
        } else {
            System.err.println(
                    "usage: broker PORT VTN-URL SECRET BL | listen PORT ID PASSWORD FILTER S");
            System.exit(2);
        }
    }

    private static void serve(int port, String vtnUrl, String secret, String businessLogic)
            throws IOException, InterruptedException {
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", String.valueOf(port));
        settings.setProperty("allow_anonymous", "false");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        new Server()
                .startServer(
                        new MemoryConfig(settings),
                        List.of(),
                        null,
                        logins(vtnUrl, secret),
                        access(businessLogic));
        System.out.println("broker on " + port);
        Thread.currentThread().join();
    }

    /** A token is good when the VTN takes it and it names the client that shows it. */
    private static IAuthenticator logins(String vtnUrl, String secret) {
        HttpClient http = HttpClient.newHttpClient();
        return (client, user, password) -> {
            String proof = new String(password, StandardCharsets.UTF_8);
            if (VTN.equals(user)) {
                return proof.equals(secret);
            }
            HttpRequest ask =
                    HttpRequest.newBuilder(URI.create(vtnUrl + "/programs?limit=1"))
                            .header("Authorization", "Bearer " + proof)
                            .timeout(Duration.ofSeconds(20))
                            .build();
            try {
                boolean good = http.send(ask, BodyHandlers.discarding()).statusCode() == 200;
                String[] parts = proof.split("\\.", -1);
                String claims =
                        new String(
                                java.util.Base64.getUrlDecoder().decode(parts[1]),
                                StandardCharsets.UTF_8);
                return good && claims.contains("\"" + user + "\"");
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }

    private static IAuthorizatorPolicy access(String businessLogic) {
        MqttAccess access = new MqttAccess(new MqttTopics(""));
        return new IAuthorizatorPolicy() {
            @Override
            public boolean canWrite(Topic topic, String user, String client) {
                return VTN.equals(user);
            }

            @Override
            public boolean canRead(Topic topic, String user, String client) {
                boolean seesAll = businessLogic.equals(user);
                return access.isAllowed(user, seesAll, Wish.READ, topic.toString());
            }
        };
    }

    private static void listen(List<String> words) throws InterruptedException {
        Mqtt3AsyncClient client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier("listener-" + words.get(2) + "-" + System.nanoTime())
                        .serverHost("127.0.0.1")
                        .serverPort(Integer.parseInt(words.get(1)))
                        .simpleAuth()
                        .username(words.get(2))
                        .password(words.get(3).getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth()
                        .buildAsync();
        try {
            client.connect().join();
            client.subscribeWith()
                    .topicFilter(words.get(4))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(message -> System.out.println("heard " + message.getTopic()))
                    .send()
                    .join();
            System.out.println("listening");
            Until.passes(Duration.ofSeconds(Long.parseLong(words.get(5))));
        } catch (CompletionException e) {
            System.out.println("refused");
        }
        System.exit(0);
    }
}
