package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.SpeedClass;
import org.trimtab.drivers.api.Turn;

class DeviceLoopOrderTest extends LoopFixture {
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
    void shouldSendTheSlowFirstAndTheFastInBetweenWhenBothWait() {
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
        Lane fast = new Lane("fast", 10, SpeedClass.FAST);
        Lane slow = new Lane("slow", 10, SpeedClass.SLOW);
        TestTalk<Reply> holding = new TestTalk<>("d0", slow, new AskOnce(server.port(), "first"));
        loop.command(holding.talk, LATER);
        await(first);
        List<TestTalk<Reply>> talks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            talks.add(new TestTalk<>("f-" + i, fast, new AskOnce(server.port(), "fast")));
        }
        for (int i = 0; i < 7; i++) {
            talks.add(new TestTalk<>("s-" + i, slow, new AskOnce(server.port(), "slow")));
        }
        talks.forEach(talk -> loop.command(talk.talk, LATER));
        release.countDown();
        talks.forEach(TestTalk::result);
        assertThat(served)
                .containsExactly(
                        "first", "slow", "slow", "slow", "fast", "slow", "slow", "slow", "slow",
                        "fast", "fast");
    }

    @Test
    void shouldSendTheFastWhenTheSlowStandAtTheirLimit() {
        TestServer hung = server((request, socket, out) -> socket.getInputStream().read());
        TestServer quick = server((request, socket, out) -> out.write(OK));
        DeviceLoop loop = loop(limits(500, 100));
        Lane slow = new Lane("slow", 2, SpeedClass.SLOW);
        List<TestTalk<Reply>> hanging = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hanging.add(new TestTalk<>("s-" + i, slow, new AskOnce(hung.port(), "slow")));
        }
        hanging.forEach(talk -> loop.command(talk.talk, LATER));
        TestTalk<Reply> answering = TestTalk.with("f", new AskOnce(quick.port(), "fast"));
        loop.command(answering.talk, LATER);
        assertThat(answering.result()).isInstanceOf(Reply.Answered.class);
        assertThat(loop.status().waiting()).isEqualTo(18);
        assertThat(hung.connections.get()).isLessThanOrEqualTo(2);
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
    void shouldLeaveTheLastWordUnsaidWhenACommandNeedsTheDevice() {
        List<String> served = new CopyOnWriteArrayList<>();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestServer server =
                server((request, socket, out) -> {
                    served.add(request);
                    asked.countDown();
                    release.await();
                    out.write(OK);
                });
        DeviceLoop loop = loop(limits(100, 50));
        TestTalk<String> first = TestTalk.with("d1", withFarewell(server.port(), "first"));
        TestTalk<Reply> second = TestTalk.with("d1", new AskOnce(server.port(), "second"));
        loop.command(first.talk, LATER);
        await(asked);
        loop.command(second.talk, LATER);
        release.countDown();
        assertThat(first.result()).isEqualTo("first");
        assertThat(second.result()).isInstanceOf(Reply.Answered.class);
        assertThat(served).containsExactly("hello", "second");
        assertThat(loop.status().inFlight()).isZero();
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
}
