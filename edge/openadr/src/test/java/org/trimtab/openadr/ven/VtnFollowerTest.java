package org.trimtab.openadr.ven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Notification;

class VtnFollowerTest {
    private static final String TIMES =
            "'intervalPeriod':{'start':'2026-07-02T10:00:00Z','duration':'PT1H'},'intervals':["
                    + Events.interval(0, "SIMPLE", "1")
                    + "]";

    private Duration behind = Duration.ZERO;
    private final InstantSource clock = () -> InstantSource.system().instant().minus(behind);
    private final List<String> said = new ArrayList<>();
    private StandIn vtn;
    private VtnFollower follower;
    private int changes;

    @BeforeEach
    void begin() throws IOException {
        vtn = new StandIn();
        VtnAddress address = vtn.address();
        VenSettings settings =
                new VenSettings(
                        address, Meanings.NONE, Duration.ofSeconds(10), null, false, true, 1);
        follower =
                new VtnFollower(
                        settings,
                        new VenClient(address, clock),
                        VenNotes.inMemory(1),
                        clock,
                        () -> changes++,
                        said::add);
    }

    @AfterEach
    void end() {
        follower.close();
        vtn.close();
    }

    private List<String> ids() {
        return follower.state().events().stream().map(k -> k.event().meta().id()).sorted().toList();
    }

    private void put(String... ids) {
        for (String id : ids) {
            vtn.events.put(id, Events.json(id, TIMES));
        }
    }

    @Test
    void shouldReadAllPagesWhenThereAreMoreThanFit() {
        for (int i = 0; i < 120; i++) {
            put("e" + i);
        }
        follower.poll();
        assertThat(follower.state().events()).hasSize(120);
        assertThat(changes).isEqualTo(1);
        follower.poll();
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void shouldKeepEveryEventWhenTheServerIsInTrouble() {
        put("a", "b");
        follower.poll();
        vtn.listStatus = 500;
        follower.poll();
        vtn.listStatus = 200;
        vtn.listBody = "<html>maintenance</html>";
        follower.poll();
        vtn.listBody = "{\"error\":1}";
        follower.poll();
        vtn.listBody = "[{\"id\":\"a\"},7]";
        follower.poll();
        assertThat(ids()).containsExactly("a", "b");
        assertThat(String.join("\n", said))
                .contains("status 500", "is no JSON", "with no list", "cannot be read");
    }

    @Test
    void shouldKeepAnEventWhenTheListShrinksAndTheEventIsStillThere() {
        put("a", "b");
        follower.poll();
        vtn.listBody = "[]";
        follower.poll();
        assertThat(ids()).containsExactly("a", "b");
        assertThat(follower.state().remarks()).hasSize(2);
        vtn.listBody = "";
        vtn.events.remove("a");
        follower.poll();
        assertThat(ids()).containsExactly("b");
    }

    @Test
    void shouldTakeANotificationAtOnceWhenItIsNewer() {
        put("a");
        follower.poll();
        Event fresh = Events.event("b", TIMES);
        follower.notified(Notification.of("CREATE", fresh));
        assertThat(ids()).containsExactly("a", "b");
        Event older =
                Events.event("a", "'eventName':'same time'," + TIMES); // not newer than the known
        follower.notified(Notification.of("UPDATE", older));
        assertThat(follower.state().events().getFirst().event().request().eventName()).isNull();
        follower.notified(Notification.of("DELETE", fresh)); // only a hint
        assertThat(ids()).containsExactly("a", "b");
        follower.poll();
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void shouldGetATokenAnewWhenItIsRefused() {
        put("a");
        follower.poll();
        assertThat(vtn.tokens).isEqualTo(1);
        assertThat(vtn.asked).contains("GET /auth/server", "POST /auth/token");
        vtn.tokens++; // the server has forgotten the one it gave
        follower.poll();
        assertThat(follower.state().trouble()).contains("401", "a token is wanted");
    }

    @Test
    void shouldSayThatItIsDeniedWhenThereIsNoToken() {
        vtn.tokenStatus = 401;
        follower.poll();
        assertThat(follower.state().trouble()).contains("gives no token to client id me");
        vtn.tokenStatus = 200;
        vtn.tokenUrl = "ftp://elsewhere/token";
        follower.poll();
        assertThat(follower.state().trouble()).contains("not encrypted");
    }

    @Test
    void shouldSayHowFarTheClocksAreApart() {
        follower.poll();
        assertThat(said).isEmpty();
        behind = Duration.ofMinutes(5);
        follower.poll();
        assertThat(String.join("\n", said)).containsPattern("its clock is (29|30)\\d s ahead of");
        behind = Duration.ofMinutes(-5);
        follower.poll();
        assertThat(follower.state().remarks())
                .singleElement()
                .asString()
                .containsPattern("its clock is (29|30)\\d s behind ours");
        assertThat(follower.state().trouble()).isNull();
    }

    @Test
    void shouldUseTagsAndGzipWhenTheServerHasThem() {
        put("a");
        vtn.gzip = true;
        vtn.tags = true;
        follower.poll();
        follower.poll();
        assertThat(vtn.asked).contains("304");
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void shouldKeepWhatItKnewWhenAnEventComesBackWithABadPriority() {
        put("a", "b");
        follower.poll();
        vtn.events.put("a", Events.json("a", "'priority':-1," + TIMES));
        vtn.events.put("b", Events.json("b", "'priority':null," + TIMES));
        follower.poll();
        assertThat(ids()).containsExactly("a", "b");
        assertThat(follower.state().events().getFirst().event().request().priority()).isNull();
        assertThat(String.join("\n", follower.state().remarks()))
                .contains("event a cannot be read", "priority");
    }

    @Test
    void shouldConfirmWhatItWasToldALittleLater() throws InterruptedException {
        put("a");
        follower.start();
        long until = System.nanoTime() + 20_000_000_000L;
        while (follower.state().events().isEmpty() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        follower.notified(Notification.of("CREATE", Events.event("b", TIMES)));
        assertThat(ids()).containsExactly("a", "b"); // at once, before it has asked again
        while (ids().contains("b") && System.nanoTime() < until) {
            Thread.onSpinWait(); // the VTN itself knows of no b
        }
        assertThat(ids()).containsExactly("a");
    }
}
