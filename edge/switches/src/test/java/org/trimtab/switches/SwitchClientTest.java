package org.trimtab.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchId;
import org.trimtab.resource.SwitchLine;
import org.trimtab.resource.SwitchPosition;

/** Both kinds of switch keep the same promise: only what was read back is confirmed, and nothing is sent twice. */
class SwitchClientTest {
    private static final Duration WAIT = Duration.ofMillis(400);
    private static final SwitchLogin PRIVATE = new SwitchLogin.Community("private");

    private static Switch at(Endpoint endpoint, SwitchLine line) {
        return new Switch(
                new SwitchId("feeder-a"),
                line,
                endpoint,
                null,
                Set.of(new DeviceId("lux-0001")),
                Switch.Rules.OFF);
    }

    private static SwitchClient coil(Endpoint endpoint, Integer contact, boolean closedWhenSet) {
        return SwitchClients.open(
                at(endpoint, new SwitchLine.ModbusCoil(1, 0, contact, closedWhenSet)),
                new SwitchLogin.None(),
                WAIT);
    }

    private static SwitchClient outlet(Endpoint endpoint, SwitchLogin login) {
        return SwitchClients.open(
                at(endpoint, new SwitchLine.SnmpOutlet(FakeOutlet.OID, FakeOutlet.OID, 1, 2)),
                login,
                WAIT);
    }

    private static Endpoint nobody() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new Endpoint("127.0.0.1", probe.getLocalPort());
        }
    }

    @Test
    void shouldConfirmWhatTheContactShows() throws Exception {
        try (FakeBreaker breaker = new FakeBreaker();
                SwitchClient client = coil(breaker.endpoint(), 0, true)) {
            assertThat(client.position()).isEqualTo(SwitchPosition.CLOSED);
            assertThat(client.move(SwitchPosition.OPEN))
                    .isInstanceOf(SwitchOutcome.Confirmed.class);
            assertThat(breaker.contact()).isFalse();
            assertThat(client.position()).isEqualTo(SwitchPosition.OPEN);
            assertThat(client.move(SwitchPosition.CLOSED))
                    .isInstanceOf(SwitchOutcome.Confirmed.class);
            assertThat(breaker.contact()).isTrue();
        }
    }

    @Test
    void shouldTurnTheBitsRoundWhenASetCoilMeansOpen() throws Exception {
        try (FakeBreaker breaker = new FakeBreaker();
                SwitchClient client = coil(breaker.endpoint(), null, false)) {
            assertThat(client.position()).isEqualTo(SwitchPosition.OPEN);
            assertThat(client.move(SwitchPosition.CLOSED))
                    .isInstanceOf(SwitchOutcome.Confirmed.class);
            assertThat(breaker.isSet()).isFalse();
        }
    }

    @Test
    void shouldOnlyBeAcceptedWhenTheBreakerIsJammed() throws Exception {
        try (FakeBreaker breaker = new FakeBreaker();
                SwitchClient client = coil(breaker.endpoint(), 0, true)) {
            breaker.jammed = true;
            SwitchOutcome outcome = client.move(SwitchPosition.OPEN);
            assertThat(outcome).isInstanceOf(SwitchOutcome.Accepted.class);
            assertThat(outcome.says()).contains("feeder-a", "still seen CLOSED");
        }
    }

    @Test
    void shouldBeUncertainAndSendOnceWhenNoAnswerComes() throws Exception {
        try (FakeBreaker breaker = new FakeBreaker();
                SwitchClient client = coil(breaker.endpoint(), 0, true)) {
            breaker.mute = true;
            long before = System.nanoTime();
            assertThat(client.move(SwitchPosition.OPEN))
                    .isInstanceOf(SwitchOutcome.Uncertain.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(WAIT.multipliedBy(4));
            assertThat(breaker.writes).isEqualTo(1);
        }
    }

    @Test
    void shouldBeRefusedWhenThereIsNoSuchCoil() throws Exception {
        try (FakeBreaker breaker = new FakeBreaker();
                SwitchClient client =
                        SwitchClients.open(
                                at(breaker.endpoint(), new SwitchLine.ModbusCoil(1, 7, null, true)),
                                new SwitchLogin.None(),
                                WAIT)) {
            assertThat(client.move(SwitchPosition.OPEN)).isInstanceOf(SwitchOutcome.Refused.class);
            assertThatThrownBy(client::position)
                    .isInstanceOf(SwitchUnreachable.class)
                    .hasMessageContaining("feeder-a");
        }
    }

    @Test
    void shouldBeUnreachableWhenNobodyAnswersAtTheCoil() throws Exception {
        try (SwitchClient client = coil(nobody(), null, true)) {
            assertThat(client.move(SwitchPosition.OPEN))
                    .isInstanceOf(SwitchOutcome.Unreachable.class);
            assertThatThrownBy(client::position).isInstanceOf(SwitchUnreachable.class);
        }
    }

    @Test
    void shouldConfirmAnOutletInBothVersions() throws Exception {
        try (FakeOutlet agent = new FakeOutlet()) {
            for (SwitchLogin login :
                    new SwitchLogin[] {
                        PRIVATE, new SwitchLogin.User("trimtab", "twelve letters")
                    }) {
                try (SwitchClient client = outlet(agent.endpoint(), login)) {
                    assertThat(client.position()).isEqualTo(SwitchPosition.CLOSED);
                    assertThat(client.move(SwitchPosition.OPEN))
                            .isInstanceOf(SwitchOutcome.Confirmed.class);
                    assertThat(agent.value).isEqualTo(2);
                    assertThat(client.move(SwitchPosition.CLOSED))
                            .isInstanceOf(SwitchOutcome.Confirmed.class);
                    assertThat(agent.value).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void shouldSendNothingThatMovesItWhenTheCommunityIsWrong() throws Exception {
        try (FakeOutlet agent = new FakeOutlet();
                SwitchClient client =
                        outlet(agent.endpoint(), new SwitchLogin.Community("public"))) {
            assertThat(client.move(SwitchPosition.OPEN))
                    .isInstanceOf(SwitchOutcome.Unreachable.class);
            assertThat(agent.sets).isZero();
        }
    }

    @Test
    void shouldSendNothingThatMovesItWhenThePassphraseIsWrong() throws Exception {
        try (FakeOutlet agent = new FakeOutlet();
                SwitchClient client =
                        outlet(
                                agent.endpoint(),
                                new SwitchLogin.User("trimtab", "another secret"))) {
            assertThat(client.move(SwitchPosition.OPEN))
                    .isInstanceOf(SwitchOutcome.Unreachable.class);
            assertThat(agent.sets).isZero();
        }
    }

    @Test
    void shouldTellRefusedAcceptedAndUncertainApartAtAnOutlet() throws Exception {
        try (FakeOutlet agent = new FakeOutlet();
                SwitchClient client = outlet(agent.endpoint(), PRIVATE)) {
            agent.refuses = PDU.noAccess;
            assertThat(client.move(SwitchPosition.OPEN)).isInstanceOf(SwitchOutcome.Refused.class);
            agent.refuses = PDU.noError;
            agent.jammed = true;
            assertThat(client.move(SwitchPosition.OPEN)).isInstanceOf(SwitchOutcome.Accepted.class);
            agent.silentToSet = true;
            assertThat(client.move(SwitchPosition.OPEN))
                    .isInstanceOf(SwitchOutcome.Uncertain.class);
            assertThat(agent.sets).isEqualTo(3);
        }
    }

    @Test
    void shouldNotGuessWhenTheStatusIsNeitherOpenNorClosed() throws Exception {
        try (FakeOutlet agent = new FakeOutlet();
                SwitchClient client = outlet(agent.endpoint(), PRIVATE)) {
            agent.shown = 4;
            assertThatThrownBy(client::position)
                    .isInstanceOf(SwitchUnreachable.class)
                    .hasMessageContaining("neither closed (1) nor open (2)");
            assertThat(client.move(SwitchPosition.OPEN))
                    .isInstanceOf(SwitchOutcome.Unreachable.class);
            assertThat(agent.sets).isZero();
        }
    }

    @Test
    void shouldNeverShowASecret() {
        assertThat(PRIVATE.toString()).doesNotContain("private");
        assertThat(new SwitchLogin.User("trimtab", "twelve letters").toString())
                .doesNotContain("twelve");
        assertThatThrownBy(() -> new SwitchLogin.User("trimtab", "short"))
                .hasMessageContaining("8 characters")
                .hasMessageNotContaining("short\"");
    }
}
