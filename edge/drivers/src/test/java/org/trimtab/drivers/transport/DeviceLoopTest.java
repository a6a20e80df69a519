package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

class DeviceLoopTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(30);
    private static final byte[] OK = "{\"ok\":1}\0".getBytes(StandardCharsets.UTF_8);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicLong skippedNanos = new AtomicLong();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void shouldBringTheReplyBackWhenTheDeviceAnswers() {
        TestServer server = server((request, socket, out) -> out.write(OK));
        Reply reply = polled(loop(limits(100, 50)), server.port());
        assertThat(text(reply)).isEqualTo("{\"ok\":1}");
        assertThat(reply.writtenAt()).isEqualTo(NOW);
        assertThat(reply.knownAt()).isEqualTo(NOW);
    }

    @Test
    void shouldPutTheReplyTogetherWhenItComesInSplitPackets() {
        TestServer server =
                server((request, socket, out) -> {
                    socket.setTcpNoDelay(true);
                    for (byte b : OK) {
                        out.write(b);
                        out.flush();
                    }
                });
        assertThat(text(polled(loop(limits(100, 50)), server.port()))).isEqualTo("{\"ok\":1}");
    }

    @Test
    void shouldSendALongRequestWholeWhenTheNetworkTakesItInParts() {
        AtomicInteger length = new AtomicInteger();
        TestServer server =
                server((request, socket, out) -> {
                    length.set(request.length());
                    out.write(OK);
                });
        TestTalk<Reply> talk =
                TestTalk.with("d1", new AskOnce(server.port(), "x".repeat(4 * 1024 * 1024)));
        loop(limits(100, 50)).poll(talk.talk);
        assertThat(talk.result()).isInstanceOf(Reply.Answered.class);
        assertThat(length).hasValue(4 * 1024 * 1024);
    }

    @Test
    void shouldSayRefusedWhenNobodyListens() throws IOException {
        Reply reply = polled(loop(limits(100, 50)), TestServer.closedPort());
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        assertThat(reply.writtenAt()).isNull();
    }

    @Test
    void shouldSayTimedOutWhenTheDeviceStaysSilent() {
        CountDownLatch asked = new CountDownLatch(1);
        TestServer server =
                server((request, socket, out) -> {
                    out.write("{\"half".getBytes(StandardCharsets.UTF_8));
                    asked.countDown();
                    socket.getInputStream().read();
                });
        TestTalk<Reply> talk = TestTalk.with("d1", new AskOnce(server.port(), "hello"));
        loop(limits(100, 50)).poll(talk.talk);
        await(asked);
        skip(AskOnce.WITHIN.plusSeconds(1));
        Reply reply = talk.result();
        assertThat(reply).isInstanceOf(Reply.TimedOut.class);
        assertThat(reply.writtenAt()).isEqualTo(NOW);
    }

    @Test
    void shouldTakeAWholeTextWithoutEndMarkWhenNothingMoreComes() {
        CountDownLatch asked = new CountDownLatch(1);
        TestServer server =
                server((request, socket, out) -> {
                    out.write("{\"ok\":1}".getBytes(StandardCharsets.UTF_8));
                    asked.countDown();
                    socket.getInputStream().read();
                });
        assertThat(text(polled(loop(limits(100, 50)), server.port()))).isEqualTo("{\"ok\":1}");
    }

    @Test
    void shouldSayCutWhenTheStreamEndsInTheMiddle() {
        TestServer server =
                server((request, socket, out) ->
                        out.write("{\"ok\":".getBytes(StandardCharsets.UTF_8)));
        Reply reply = polled(loop(limits(100, 50)), server.port());
        assertThat(reply).isInstanceOf(Reply.Cut.class);
        assertThat(reply.writtenAt()).isNotNull();
    }

    @Test
    void shouldSayCutWhenTheDeviceResets() {
        TestServer server = server((request, socket, out) -> socket.setSoLinger(true, 0));
        assertThat(polled(loop(limits(100, 50)), server.port())).isInstanceOf(Reply.Cut.class);
    }

    @Test
    void shouldDropTheReplyWhenItIsTooLong() {
        TestServer server = server((request, socket, out) -> out.write(new byte[4_096 * 100]));
        AskOnce ask = new AskOnce(server.port(), "hello", Framing.HTTP, false);
        TestTalk<Reply> garbage = TestTalk.with("d1", ask);
        DeviceLoop loop = loop(limits(100, 50));
        loop.poll(garbage.talk);
        assertThat(garbage.result()).isInstanceOf(Reply.Answered.class);

        TestServer endless =
                server((request, socket, out) -> {
                    while (!socket.isClosed()) {
                        out.write("{\"a\":1,".getBytes(StandardCharsets.UTF_8));
                    }
                });
        Reply reply = polled(loop, endless.port());
        assertThat(reply).isInstanceOf(Reply.TooLong.class);
    }

    @Test
    void shouldEndThePollWhenACommandNeedsTheDevice() {
        CountDownLatch polling = new CountDownLatch(1);
        CompletableFuture<Integer> pollSocketEnded = new CompletableFuture<>();
        TestServer server =
                server((request, socket, out) -> {
                    if (request.equals("poll")) {
                        polling.countDown();
                        try {
                            pollSocketEnded.complete(socket.getInputStream().read());
                        } catch (IOException e) {
                            pollSocketEnded.complete(-1);
                        }
                    } else {
                        out.write(OK);
                    }
                });
        DeviceLoop loop = loop(limits(100, 50));
        TestTalk<Reply> poll = TestTalk.with("d1", new AskOnce(server.port(), "poll"));
        TestTalk<Reply> command = TestTalk.with("d1", new AskOnce(server.port(), "command"));
        loop.poll(poll.talk);
        await(polling);
        loop.command(command.talk, LATER);
        assertThat(text(command.result())).isEqualTo("{\"ok\":1}");
        assertThat(poll.dropReason()).isEqualTo(Dropped.Reason.PREEMPTED);
        assertThat(poll.done).isNotDone();
        assertThat(TestTalk.await(pollSocketEnded)).isEqualTo(-1);
    }

    @Test
    void shouldStartCommandsFirstWhenPollsWaitToo() {
        List<String> served = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestServer server =
                server((request, socket, out) -> {
                    served.add(request);
                    if (request.equals("first")) {
                        first.countDown();
                        release.await();
                    }
                    out.write(OK);
                });
        DeviceLoop loop = loop(limits(1, 1));
        TestTalk<Reply> holding = TestTalk.with("d1", new AskOnce(server.port(), "first"));
        TestTalk<Reply> poll = TestTalk.with("d2", new AskOnce(server.port(), "poll"));
        TestTalk<Reply> command = TestTalk.with("d3", new AskOnce(server.port(), "command"));
        loop.command(holding.talk, LATER);
        await(first);
        loop.poll(poll.talk);
        loop.command(command.talk, LATER);
        release.countDown();
        command.result();
        poll.result();
        assertThat(served).containsExactly("first", "command", "poll");
    }

    @Test
    void shouldTalkOnceAtATimeWhenADeviceGetsSeveralCommands() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TestServer server =
                server((request, socket, out) -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    Thread.yield();
                    open.decrementAndGet();
                    out.write(OK);
                });
        DeviceLoop loop = loop(limits(100, 50));
        List<TestTalk<Reply>> talks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            talks.add(TestTalk.with("d1", new AskOnce(server.port(), "command")));
        }
        talks.forEach(talk -> loop.command(talk.talk, LATER));
        talks.forEach(talk -> assertThat(text(talk.result())).isEqualTo("{\"ok\":1}"));
        assertThat(most).hasValue(1);
    }

    @Test
    void shouldServeAllOthersWhenManyDevicesHang() {
        TestServer hung = server((request, socket, out) -> socket.getInputStream().read());
        TestServer quick = server((request, socket, out) -> out.write(OK));
        DeviceLoop loop = loop(limits(500, 100));
        List<TestTalk<Reply>> hanging = new ArrayList<>();
        List<TestTalk<Reply>> answering = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hanging.add(TestTalk.with("hung-" + i, new AskOnce(hung.port(), "hello")));
            answering.add(TestTalk.with("quick-" + i, new AskOnce(quick.port(), "hello")));
        }
        hanging.forEach(talk -> loop.command(talk.talk, LATER));
        answering.forEach(talk -> loop.command(talk.talk, LATER));
        answering.forEach(talk -> assertThat(talk.result()).isInstanceOf(Reply.Answered.class));
        assertThat(hanging).noneMatch(talk -> talk.done.isDone());
    }

    @Test
    void shouldKeepToTheLaneWhenItsLimitIsReached() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TestServer server =
                server((request, socket, out) -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    Thread.yield();
                    open.decrementAndGet();
                    out.write(OK);
                });
        DeviceLoop loop = loop(limits(500, 100));
        Lane narrow = new Lane("narrow", 3);
        List<TestTalk<Reply>> talks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            talks.add(new TestTalk<>("d-" + i, narrow, new AskOnce(server.port(), "hello")));
        }
        talks.forEach(talk -> loop.command(talk.talk, LATER));
        talks.forEach(talk -> assertThat(talk.result()).isInstanceOf(Reply.Answered.class));
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void shouldAnswerAllWhenFiveHundredTalkAtOnce() {
        TestServer server = server((request, socket, out) -> out.write(OK));
        DeviceLoop loop = loop(limits(400, 400));
        List<TestTalk<Reply>> talks = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            talks.add(TestTalk.with("d-" + i, new AskOnce(server.port(), "hello")));
        }
        talks.forEach(talk -> loop.poll(talk.talk));
        talks.forEach(talk -> assertThat(text(talk.result())).isEqualTo("{\"ok\":1}"));
        assertThat(server.connections).hasValue(500);
    }

    @Test
    void shouldNotEvenConnectWhenTheCommandHasExpired() {
        TestServer server = server((request, socket, out) -> out.write(OK));
        DeviceLoop loop = loop(limits(100, 50));
        TestTalk<Reply> talk = TestTalk.with("d1", new AskOnce(server.port(), "hello"));
        loop.command(talk.talk, NOW.minusMillis(1));
        assertThat(talk.dropReason()).isEqualTo(Dropped.Reason.EXPIRED);
        assertThat(server.connections).hasValue(0);
    }

    @Test
    void shouldNotSendTheActWhenTheCommandExpiresMeanwhile() {
        List<String> served = new CopyOnWriteArrayList<>();
        TestServer server =
                server((request, socket, out) -> {
                    served.add(request);
                    now.set(LATER.plusMillis(1));
                    out.write(OK);
                });
        Conversation<Reply> twoSteps =
                new Conversation<>() {
                    @Override
                    public Turn<Reply> open() {
                        return ask("ready?", false);
                    }

                    @Override
                    public Turn<Reply> next(Reply reply) {
                        return ask("act!", true);
                    }

                    private Turn<Reply> ask(String line, boolean acts) {
                        return new Turn.Ask<>(
                                AskOnce.exchange(server.port(), line, Framing.CGMINER, acts));
                    }
                };
        TestTalk<Reply> talk = TestTalk.with("d1", twoSteps);
        loop(limits(100, 50)).command(talk.talk, LATER);
        Dropped dropped = TestTalk.await(talk.dropped);
        assertThat(dropped.reason()).isEqualTo(Dropped.Reason.EXPIRED);
        assertThat(dropped.actedAt()).isNull();
        assertThat(served).containsExactly("ready?");
    }

    @Test
    void shouldRefuseWhenTooMuchIsWaiting() {
        CountDownLatch release = new CountDownLatch(1);
        TestServer server =
                server((request, socket, out) -> {
                    release.await();
                    out.write(OK);
                });
        DeviceLoop loop = loop(new LoopLimits(1, 1, 3, 2, 4_096, 8, Duration.ofSeconds(60)));
        List<TestTalk<Reply>> talks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            talks.add(TestTalk.with("d-" + i, new AskOnce(server.port(), "hello")));
        }
        talks.forEach(talk -> loop.poll(talk.talk));
        List<TestTalk<Reply>> refused =
                talks.stream().filter(talk -> talk.dropped.isDone()).toList();
        assertThat(refused).hasSizeBetween(6, 7);
        assertThat(refused).allMatch(talk -> talk.dropReason() == Dropped.Reason.QUEUE_FULL);
        release.countDown();
        talks.stream()
                .filter(talk -> !refused.contains(talk))
                .forEach(talk -> assertThat(talk.result()).isInstanceOf(Reply.Answered.class));
        assertThat(loop.status().waiting()).isZero();
    }

    @Test
    void shouldDropTheSecondPollWhenOneIsWaiting() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestServer server =
                server((request, socket, out) -> {
                    asked.countDown();
                    release.await();
                    out.write(OK);
                });
        DeviceLoop loop = loop(limits(100, 50));
        List<TestTalk<Reply>> polls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            polls.add(TestTalk.with("d1", new AskOnce(server.port(), "hello")));
        }
        loop.poll(polls.get(0).talk);
        await(asked);
        loop.poll(polls.get(1).talk);
        loop.poll(polls.get(2).talk);
        assertThat(polls.get(2).dropReason()).isEqualTo(Dropped.Reason.POLL_WAITING);
        release.countDown();
        assertThat(polls.get(0).result()).isInstanceOf(Reply.Answered.class);
        assertThat(polls.get(1).result()).isInstanceOf(Reply.Answered.class);
    }

    @Test
    void shouldSayTheLastWordAfterTheResultWhenThereIsOne() {
        CompletableFuture<String> lastWord = new CompletableFuture<>();
        TestServer server =
                server((request, socket, out) -> {
                    if (request.equals("bye")) {
                        lastWord.complete(request);
                    }
                    out.write(OK);
                });
        TestTalk<String> talk = TestTalk.with("d1", withFarewell(server.port(), "hello"));
        DeviceLoop loop = loop(limits(100, 50));
        loop.command(talk.talk, LATER);
        assertThat(talk.result()).isEqualTo("hello");
        assertThat(TestTalk.await(lastWord)).isEqualTo("bye");
        assertThat(text(polled(loop, server.port()))).isEqualTo("{\"ok\":1}");
    }

    @Test
    void shouldLiveOnWhenADriverBreaksOff() {
        TestServer server = server((request, socket, out) -> out.write(OK));
        DeviceLoop loop = loop(limits(100, 50));
        TestTalk<Reply> broken =
                TestTalk.with(
                        "d1",
                        new Conversation<>() {
                            @Override
                            public Turn<Reply> open() {
                                return new AskOnce(server.port(), "hello").open();
                            }

                            @Override
                            public Turn<Reply> next(Reply reply) {
                                throw new IllegalStateException("planted");
                            }
                        });
        loop.poll(broken.talk);
        assertThat(broken.dropReason()).isEqualTo(Dropped.Reason.BROKEN);
        assertThat(text(polled(loop, server.port()))).isEqualTo("{\"ok\":1}");
        assertThat(loop.status().inFlight()).isZero();
    }

    @Test
    void shouldStopAConversationWhenItNeverEnds() {
        TestServer server = server((request, socket, out) -> out.write(OK));
        TestTalk<Reply> endless =
                TestTalk.with(
                        "d1",
                        new Conversation<>() {
                            @Override
                            public Turn<Reply> open() {
                                return new AskOnce(server.port(), "hello").open();
                            }

                            @Override
                            public Turn<Reply> next(Reply reply) {
                                return open();
                            }
                        });
        loop(limits(100, 50)).poll(endless.talk);
        assertThat(endless.dropReason()).isEqualTo(Dropped.Reason.BROKEN);
        assertThat(server.connections).hasValue(Talking.EXCHANGES_MAX);
    }

    @Test
    void shouldDropEverythingWhenItIsClosed() {
        CountDownLatch asked = new CountDownLatch(1);
        TestServer server =
                server((request, socket, out) -> {
                    asked.countDown();
                    socket.getInputStream().read();
                });
        DeviceLoop loop = loop(limits(1, 1));
        AskOnce acting = new AskOnce(server.port(), "act", Framing.CGMINER, true);
        TestTalk<Reply> sent = TestTalk.with("d1", acting);
        TestTalk<Reply> waiting = TestTalk.with("d2", acting);
        loop.command(sent.talk, LATER);
        await(asked);
        loop.command(waiting.talk, LATER);
        loop.close();
        TestTalk<Reply> late = TestTalk.with("d3", acting);
        loop.command(late.talk, LATER);
        assertThat(TestTalk.await(sent.dropped))
                .isEqualTo(new Dropped(Dropped.Reason.CLOSED, NOW, NOW));
        assertThat(TestTalk.await(waiting.dropped))
                .isEqualTo(new Dropped(Dropped.Reason.CLOSED, NOW, null));
        assertThat(late.dropReason()).isEqualTo(Dropped.Reason.CLOSED);
    }

    @Test
    void shouldLookTheNameUpWhenTheHostIsNoAddress() {
        TestServer server = server((request, socket, out) -> out.write(OK));
        DeviceLoop loop = loop(limits(100, 50));
        TestTalk<Reply> talk =
                new TestTalk<>(
                        "d1", "localhost", TestTalk.LANE, new AskOnce(server.port(), "hello"));
        loop.poll(talk.talk);
        Reply reply = talk.result();
        assertThat(reply).isInstanceOfAny(Reply.Answered.class, Reply.Refused.class);
        TestTalk<Reply> unknown =
                new TestTalk<>(
                        "d2", "no-such-host.invalid", TestTalk.LANE, new AskOnce(1, "hello"));
        loop.poll(unknown.talk);
        assertThat(unknown.result()).isInstanceOf(Reply.NoConnection.class);
    }

    private static Conversation<String> withFarewell(int port, String result) {
        return new Conversation<>() {
            @Override
            public Turn<String> open() {
                return new Turn.Ask<>(AskOnce.exchange(port, "hello", Framing.CGMINER, true));
            }

            @Override
            public Turn<String> next(Reply reply) {
                return new Turn.Done<>(
                        result, AskOnce.exchange(port, "bye", Framing.CGMINER, false));
            }
        };
    }

    private TestServer server(TestServer.Script script) {
        TestServer server = new TestServer(script);
        toClose.add(server);
        return server;
    }

    private DeviceLoop loop(LoopLimits limits) {
        LoopClock clock = new LoopClock(now::get, () -> System.nanoTime() + skippedNanos.get());
        DeviceLoop loop = new DeviceLoop(clock, limits);
        toClose.addFirst(loop);
        return loop;
    }

    private static LoopLimits limits(int inFlightMax, int pollsInFlightMax) {
        return new LoopLimits(
                inFlightMax, pollsInFlightMax, 10_000, 4, 256 * 1024, 16, Duration.ofSeconds(60));
    }

    private static Reply polled(DeviceLoop loop, int port) {
        TestTalk<Reply> talk = TestTalk.with("polled", new AskOnce(port, "hello"));
        loop.poll(talk.talk);
        return talk.result();
    }

    private void skip(Duration duration) {
        skippedNanos.addAndGet(duration.toNanos());
    }

    private static String text(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return new String(((Reply.Answered) reply).bytes(), StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
