package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.openadr.vtn.push.Receiver.Got;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.ObjectOperation;

final class PushTest {
    private static final CallbackPolicy LOOPBACK =
            new CallbackPolicy(true, true, Duration.ofSeconds(20));
    private static final PushLimits QUICK =
            new PushLimits(
                    2_000,
                    1_500,
                    1_000,
                    3,
                    Duration.ofHours(1),
                    new BackOff(Duration.ofMillis(20), Duration.ofMillis(100)));

    @TempDir private Path folder;
    private Outbox outbox;
    private Receiver receiver;
    private Push push;

    @BeforeEach
    void start() throws IOException {
        outbox = new Outbox(folder);
        receiver = new Receiver();
        push = begin(LOOPBACK, QUICK);
    }

    private Push begin(CallbackPolicy policy, PushLimits limits) {
        return Push.start(
                outbox.database(), new PushSettings(policy, null, null), limits, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        receiver.close();
        push.close();
        outbox.database().close();
    }

    @Test
    void shouldPostASignedNotificationWithTheClientsTokenWhenAnEventIsCreated() throws Exception {
        outbox.program("p1");
        outbox.subscription("s1", "bl", true, List.of(), receiver.url("/ok?site=7"));
        outbox.event("e1", "p1", List.of("north"));

        Got got = receiver.await(1, one -> one.body().contains("\"EVENT\"")).getFirst();

        assertThat(got.body())
                .startsWith(
                        "{\"objectType\":\"EVENT\",\"operation\":\"CREATE\",\"object\":{\"id\":\"e1\"")
                .endsWith("\"targets\":[\"north\"]}")
                .contains("[0.10]");
        assertThat(got.header("Authorization")).isEqualTo("Bearer token-of-s1");
        assertThat(got.header("X-openadr-delivery")).matches("s1\\.0\\.\\d+");
        assertThat(got.header("X-openadr-signature"))
                .isEqualTo(hmac(push.secret("s1"), got.body()));
    }

    private static String hmac(String secret, String body) throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(
                new javax.crypto.spec.SecretKeySpec(
                        secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return java.util.HexFormat.of()
                .formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldTellEachVenOnlyOfWhatItWasGrantedAndHideTheOtherTargetsWhenAnEventIsTargeted()
            throws Exception {
        outbox.program("p1");
        outbox.ven("v1", "c1", List.of("north", "large"));
        outbox.ven("v2", "c2", List.of("south"));
        outbox.subscription("s1", "c1", false, List.of(), receiver.url("/one"));
        outbox.subscription("s2", "c2", false, List.of(), receiver.url("/two"));
        outbox.subscription("s3", "nobody", false, List.of(), receiver.url("/three"));
        outbox.event("e1", "p1", List.of("north", "secret"));
        outbox.event("e2", "p1", List.of("south"));
        outbox.event("e3", "p1", List.of());

        receiver.await(1, "/three");
        List<Got> one = receiver.await(2, "/one");
        List<Got> two = receiver.await(2, "/two");

        assertThat(one.getFirst().body()).contains("\"e1\"", "north").doesNotContain("secret");
        assertThat(one.getLast().body()).contains("\"e3\"");
        assertThat(two.getFirst().body()).contains("\"e2\"");
        assertThat(two.getLast().body()).contains("\"e3\"");
        assertThat(receiver.at("/three")).singleElement().matches(got -> got.body().contains("e3"));
    }

    @Test
    void shouldTellOfADeletionWhenAnUpdateTakesAnEventOutOfSight() throws Exception {
        outbox.program("p1");
        outbox.ven("v1", "c1", List.of("north"));
        outbox.subscription("s1", "c1", false, List.of(), receiver.url("/one"));
        Stored event = outbox.event("e1", "p1", List.of("north"));
        outbox.retarget(event, List.of("south"));

        List<Got> one = receiver.await(2, "/one");

        assertThat(one.getLast().body()).contains("\"DELETE\"", "north").doesNotContain("south");
    }

    @Test
    void shouldKeepTheOrderOfOneSubscriptionWhenItsFirstDeliveryFailsForAWhile() throws Exception {
        receiver.answers("/one", 503);
        outbox.program("p1");
        outbox.subscription("s1", "bl", true, List.of(), receiver.url("/one"));
        outbox.subscription("s2", "bl", true, List.of(), receiver.url("/two"));
        IntStream.range(0, 20).forEach(i -> outbox.event("e" + i, "p1", List.of()));

        receiver.await(20, "/two");
        receiver.await(2, "/one");
        receiver.answers("/one", 200);
        receiver.await(1, got -> got.path().equals("/one") && got.body().contains("\"e19\""));

        assertThat(receiver.at("/one").stream().map(PushTest::eventOf).distinct())
                .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "e" + i).toList());
    }

    private static String eventOf(Got got) {
        return got.body().replaceAll("(?s).*\"object\":\\{\"id\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void shouldBeginEveryDeliveryWhenSomeSubscribersNeverAnswer() throws Exception {
        outbox.program("p1");
        outbox.subscriptions(300, i -> receiver.url((i % 10 == 0 ? "/silent/" : "/ok/") + i));
        outbox.event("e1", "p1", List.of());

        List<Got> got = receiver.await(300, one -> true);

        assertThat(paths(got)).hasSize(300);
    }

    @Test
    void shouldForgetNothingWhenTheVtnStopsInTheMiddleOfDeliveries() throws Exception {
        outbox.program("p1");
        outbox.subscriptions(100, i -> receiver.url("/ok/" + i));
        IntStream.range(0, 5).forEach(i -> outbox.event("e" + i, "p1", List.of()));
        receiver.await(50, one -> true);
        push.close();

        push = begin(LOOPBACK, QUICK);
        for (int i = 0; i < 100; i++) {
            String path = "/ok/" + i;
            receiver.await(1, got -> got.path().equals(path) && got.body().contains("\"e4\""));
            assertThat(receiver.at(path).stream().map(PushTest::eventOf).distinct())
                    .containsExactly("e0", "e1", "e2", "e3", "e4");
        }
    }

    @Test
    void shouldShowADeadLetterWhenASubscriberKeepsRefusing() throws Exception {
        outbox.program("p1");
        outbox.subscription("s1", "bl", true, List.of(), receiver.url("/status/404"));
        outbox.subscription("s2", "bl", true, List.of(), receiver.url("/status/302"));
        outbox.subscription("s3", "bl", true, List.of(), receiver.url("/status/410"));
        outbox.event("e1", "p1", List.of());

        receiver.await(3, "/status/404");
        receiver.await(3, "/status/302");
        receiver.await(1, "/status/410");
        while (push.status().dead() < 3) {
            Thread.onSpinWait();
        }

        assertThat(push.deadLetters(10))
                .extracting(DeadLetter::subscriptionId)
                .containsExactlyInAnyOrder("s1", "s2", "s3");
        assertThat(push.deadLetters(10))
                .extracting(DeadLetter::said)
                .containsExactlyInAnyOrder("status 404", "status 302", "status 410");
        assertThat(receiver.at("/ok")).isEmpty();
        assertThat(push.status().waiting()).isZero();
    }

    @Test
    void shouldSendDeadLettersAgainOrThrowThemAwayWhenSomeoneWantsThat() throws Exception {
        receiver.answers("/one", 410);
        outbox.program("p1");
        Stored gone = outbox.subscription("s1", "bl", true, List.of(), receiver.url("/one"));
        outbox.subscription("s2", "bl", true, List.of(), receiver.url("/one"));
        IntStream.range(0, 20).forEach(i -> outbox.event("e" + i, "p1", List.of()));
        while (push.status().dead() < 40) {
            Thread.onSpinWait();
        }
        outbox.delete(gone);
        List<DeadLetter> letters = push.deadLetters(100);
        assertThat(letters)
                .allMatch(letter -> letter.kind().equals("EVENT"))
                .allMatch(letter -> letter.operation().equals("CREATE"))
                .anyMatch(letter -> letter.objectId().equals("e0") && letter.attempts() == 1);

        receiver.answers("/one", 200);
        int before = receiver.at("/one").size();
        List<String> ofGone = idsOf(letters, "s1");
        List<String> ofOther = idsOf(letters, "s2");
        assertThat(push.retry(ofGone.subList(0, 2)).left()).isEqualTo(ofGone.subList(0, 2));
        assertThat(push.retry(List.of(ofOther.getFirst(), "x", "s2.0.999999")).left())
                .containsExactly("x", "s2.0.999999");
        receiver.await(before + 1, "/one");
        assertThat(push.retry(null).count()).isEqualTo(19);
        List<Got> again = receiver.await(before + 20, "/one");

        assertThat(again.subList(before, again.size()).stream().map(PushTest::eventOf))
                .containsExactlyElementsOf(
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of("e19"),
                                        IntStream.range(0, 19).mapToObj(i -> "e" + i))
                                .toList());
        assertThat(push.status().dead()).isEqualTo(20);
        assertThat(push.drop(ofGone.subList(0, 1)).count()).isEqualTo(1);
        assertThat(push.drop(null).count()).isEqualTo(19);
        assertThat(push.deadLetters(100)).isEmpty();
    }

    private static List<String> idsOf(List<DeadLetter> letters, String subscription) {
        return letters.stream()
                .filter(letter -> letter.subscriptionId().equals(subscription))
                .map(DeadLetter::deliveryId)
                .toList();
    }

    @Test
    void shouldSendNothingMoreWhenASubscriptionIsDeleted() throws Exception {
        receiver.answers("/one", 503);
        outbox.program("p1");
        Stored gone = outbox.subscription("s1", "bl", true, List.of(), receiver.url("/one"));
        outbox.subscription("s2", "bl", true, List.of(), receiver.url("/two"));
        outbox.event("e1", "p1", List.of());
        receiver.await(1, "/one");
        outbox.delete(gone);
        outbox.event("e2", "p1", List.of());

        receiver.await(2, "/two");
        receiver.answers("/one", 200);

        assertThat(receiver.at("/one")).noneMatch(got -> got.body().contains("\"e2\""));
        assertThat(push.status().dead()).isZero();
    }

    @Test
    void shouldAdmitACallbackOnlyWhenItSaysTheWordBack() {
        push.admit(List.of(entry(receiver.url("/ok"))));

        assertThatThrownBy(() -> push.admit(List.of(entry(receiver.url("/status/500")))))
                .isInstanceOf(CallbackRefused.class)
                .hasMessageContaining("status 500");
        assertThatThrownBy(() -> push.admit(List.of(entry(receiver.url("/status/302")))))
                .hasMessageContaining("status 302");
        receiver.close();
        assertThatThrownBy(() -> push.admit(List.of(entry(receiver.url("/ok")))))
                .hasMessageContaining("did not pass the echo challenge");
    }

    @Test
    void shouldRefuseACallbackWhenItIsPlainOrPrivate() {
        try (Push strict = begin(CallbackPolicy.STRICT, QUICK)) {
            for (String url :
                    Set.of(
                            "http://example.org/",
                            "https://127.0.0.1/",
                            "https://[::1]/",
                            "https://[::ffff:10.0.0.1]/",
                            "https://169.254.169.254/latest",
                            "https://2130706433/",
                            "https://user:pw@example.org/",
                            "ftp://example.org/",
                            "https:///x")) {
                assertThatThrownBy(() -> strict.admit(List.of(entry(url))))
                        .as(url)
                        .isInstanceOf(CallbackRefused.class);
            }
        }
        assertThat(new HashSet<>(receiver.posts(one -> true))).isEmpty();
    }

    private static ObjectOperation entry(String url) {
        return new ObjectOperation(List.of("EVENT"), List.of("CREATE"), url, null, Extras.NONE);
    }

    private static Set<String> paths(List<Got> got) {
        Set<String> paths = new HashSet<>();
        got.forEach(one -> paths.add(one.path()));
        return paths;
    }
}
