package org.trimtab.openadr.ven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.wire.Notification;

class WebhookDoorTest {
    private static final String TOLD =
            "{\"objectType\":\"EVENT\",\"operation\":\"CREATE\",\"object\":"
                    + "{\"id\":\"e\",\"programID\":\"p\"}}";

    private final List<Notification> taken = new CopyOnWriteArrayList<>();

    @Test
    void shouldTakeOnlyWhatIsProvenWhenCalled() throws Exception {
        try (WebhookDoor door =
                        new WebhookDoor(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                HttpClient http = HttpClient.newHttpClient()) {
            door.listen("/here", "b1", taken::add);
            String url = "http://127.0.0.1:" + door.port() + "/here";
            HttpResponse<String> echo =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url + "?x=1&echo=a%2Bb")).build(),
                            BodyHandlers.ofString());
            assertThat(echo.body()).isEqualTo("a+b");
            assertThat(post(http, url, TOLD, "b1", null)).isEqualTo(200);
            assertThat(post(http, url, TOLD, "b2", null)).isEqualTo(401);
            assertThat(post(http, url, TOLD, "b1", "00")).isEqualTo(401);
            door.signed("/here", "key");
            assertThat(post(http, url, TOLD, "b1", hmac("key"))).isEqualTo(200);
            assertThat(post(http, url, TOLD, "b1", hmac("other"))).isEqualTo(401);
            assertThat(post(http, url, "<x/>", "b1", null)).isEqualTo(400);
            assertThat(post(http, url, "x".repeat(WebhookDoor.BODY_MAX + 1), "b1", null))
                    .isEqualTo(413);
            assertThat(post(http, url + "/there", TOLD, "b1", null)).isEqualTo(404);
            assertThat(taken).hasSize(2);
        }
    }

    private static String hmac(String key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(TOLD.getBytes(StandardCharsets.UTF_8)));
    }

    private static int post(HttpClient http, String url, String body, String bearer, String signed)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + bearer)
                        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (signed != null) {
            request.header(WebhookDoor.SIGNATURE, signed);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
