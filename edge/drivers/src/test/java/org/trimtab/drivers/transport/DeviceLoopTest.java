package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

class DeviceLoopTest extends LoopFixture {
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
}
