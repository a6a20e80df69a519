package org.trimtab.drivers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;

/** The same devices over real sockets and the real loop. */
public abstract class SocketContract {
    private final DeviceLoop loop = DeviceLoop.open();
    private final KeptStates kept = new KeptStates();

    /** A fresh device, awake and sound. */
    protected abstract RecordedDevice recorded();

    @AfterEach
    void close() {
        loop.close();
    }

    @ParameterizedTest
    @EnumSource(names = "RESET_HALFWAY", mode = EnumSource.Mode.EXCLUDE)
    void shouldSleepAndWakeHoweverTheDeviceEndsItsAnswers(RecordedServer.Manner manner)
            throws Exception {
        RecordedDevice recorded = recorded();
        try (RecordedServer server = new RecordedServer(recorded, manner)) {
            Device device = recorded.device(server.port());
            DeviceReport before = poll(recorded, device);
            assertThat(before.reading().activity()).isEqualTo(Activity.HASHING);
            assertThat(command(recorded, device, Action.SLEEP, 60))
                    .isInstanceOf(CommandOutcome.Accepted.class);
            DeviceReport asleep = poll(recorded, device);
            assertThat(asleep.reading().activity()).isEqualTo(Activity.ASLEEP);
            assertThat(asleep.poolsDigest()).isEqualTo(before.poolsDigest());
            assertThat(command(recorded, device, Action.WAKE, 60))
                    .isInstanceOf(CommandOutcome.Accepted.class);
            assertThat(poll(recorded, device).reading().activity()).isEqualTo(Activity.HASHING);
        }
    }

    @Test
    void shouldSayCutOffWhenTheDeviceResetsHalfway() throws Exception {
        RecordedDevice recorded = recorded();
        try (RecordedServer server =
                new RecordedServer(recorded, RecordedServer.Manner.RESET_HALFWAY)) {
            Device device = recorded.device(server.port());
            CommandOutcome outcome = command(recorded, device, Action.SLEEP, 60);
            boolean firstRequestActs = recorded.acts() > 0;
            assertThat(outcome)
                    .isInstanceOf(
                            firstRequestActs
                                    ? CommandOutcome.Uncertain.class
                                    : CommandOutcome.Unreachable.class);
            assertThat(DriverContract.failure(outcome)).isEqualTo(Failure.CUT_OFF);
            assertThat(poll(recorded, device).failure()).isEqualTo(Failure.CUT_OFF);
            assertThat(recorded.asleep()).isEqualTo(firstRequestActs);
        }
    }

    @Test
    void shouldSayRefusedWhenNobodyListens() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            closed = socket.getLocalPort();
        }
        RecordedDevice recorded = recorded();
        Device device = recorded.device(closed);
        CommandOutcome outcome = command(recorded, device, Action.SLEEP, 60);
        assertThat(outcome).isInstanceOf(CommandOutcome.Unreachable.class);
        assertThat(DriverContract.failure(outcome)).isEqualTo(Failure.CONNECTION_REFUSED);
        assertThat(poll(recorded, device).failure()).isEqualTo(Failure.CONNECTION_REFUSED);
    }

    @Test
    void shouldSendNothingWhenTheCommandHasExpired() throws Exception {
        RecordedDevice recorded = recorded();
        try (RecordedServer server = new RecordedServer(recorded, RecordedServer.Manner.PROPER)) {
            CommandOutcome outcome =
                    command(recorded, recorded.device(server.port()), Action.SLEEP, -1);
            assertThat(outcome).isInstanceOf(CommandOutcome.Unreachable.class);
            assertThat(DriverContract.failure(outcome)).isEqualTo(Failure.EXPIRED);
            assertThat(outcome.writtenAt()).isNull();
            assertThat(recorded.acts()).isZero();
        }
    }

    private CommandOutcome command(
            RecordedDevice recorded, Device device, Action action, int lifeSeconds)
            throws Exception {
        Instant now = Instant.now();
        Command command =
                new Command(
                        new CommandId("c-1"),
                        device.id(),
                        action,
                        now,
                        now.plus(Duration.ofSeconds(lifeSeconds)),
                        "i-1");
        CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();
        loop.command(recorded.driver(kept), device, command, outcome::complete);
        return outcome.get(60, TimeUnit.SECONDS);
    }

    private DeviceReport poll(RecordedDevice recorded, Device device) throws Exception {
        CompletableFuture<DeviceReport> report = new CompletableFuture<>();
        loop.poll(
                recorded.driver(kept),
                device,
                true,
                report::complete,
                dropped -> report.completeExceptionally(new IOException(dropped.toString())));
        return report.get(60, TimeUnit.SECONDS);
    }
}
