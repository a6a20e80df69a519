package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/** Several exchanges of one conversation over one connection. */
class KeptConnectionTest extends LoopFixture {
    private static final String KEEPS = "Connection: keep-alive\r\n";
    private static final String CLOSES = "Connection: close\r\n";
    private static final String SAYS_NOTHING = "";

    private final List<String> served = new CopyOnWriteArrayList<>();

    /** Asks one question after the other, the last of which may act, and ends in the last reply. */
    private static final class Asking implements Conversation<Reply> {
        private final int port;
        private final boolean lastActs;
        private final int count;
        private int asked;

        Asking(int port, int count, boolean lastActs) {
            this.port = port;
            this.count = count;
            this.lastActs = lastActs;
        }

        @Override
        public Turn<Reply> open() {
            asked++;
            return new Turn.Ask<>(
                    AskOnce.exchange(
                            port, "ask " + asked, Framing.HTTP, lastActs && asked == count));
        }

        @Override
        public Turn<Reply> next(Reply reply) {
            return asked < count ? open() : new Turn.Done<>(reply);
        }
    }

    @Test
    void shouldStayOnOneConnectionWhenTheDeviceSaysItKeepsIt() {
        TestServer server = server((request, socket, out) -> serveAll(request, socket, out, KEEPS));
        assertThat(text(asked(server, 3, true))).endsWith("ok");
        assertThat(server.connections).hasValue(1);
        assertThat(served).containsExactly("ask 1", "ask 2", "ask 3");
    }

    @Test
    void shouldStayOnOneConnectionForQuestionsWhenTheDeviceSaysNothing() {
        TestServer server =
                server((request, socket, out) -> serveAll(request, socket, out, SAYS_NOTHING));
        assertThat(text(asked(server, 3, false))).endsWith("ok");
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void shouldActOverANewConnectionWhenTheDeviceHasNotSaidThatItKeepsTheOldOne() {
        TestServer server =
                server((request, socket, out) -> serveAll(request, socket, out, SAYS_NOTHING));
        assertThat(text(asked(server, 2, true))).endsWith("ok");
        assertThat(server.connections).hasValue(2);
        assertThat(served).containsExactly("ask 1", "ask 2");
    }

    @Test
    void shouldConnectAnewWhenTheDeviceSaysThatItCloses() {
        TestServer server =
                server((request, socket, out) -> serveAll(request, socket, out, CLOSES));
        assertThat(text(asked(server, 2, false))).endsWith("ok");
        assertThat(server.connections).hasValue(2);
    }

    @Test
    void shouldAskAgainOverANewConnectionWhenTheKeptOneWasClosedMeanwhile() {
        TestServer server =
                server((request, socket, out) -> {
                    served.add(request);
                    answer(out, KEEPS);
                });
        assertThat(text(asked(server, 2, false))).endsWith("ok");
        assertThat(server.connections).hasValue(2);
        assertThat(served).containsExactly("ask 1", "ask 2");
    }

    @Test
    void shouldNotAskAgainWhenTheActMayHaveBeenTaken() {
        TestServer server =
                server((request, socket, out) -> {
                    served.add(request);
                    answer(out, KEEPS);
                    served.add(reader(socket).readLine());
                });
        Reply reply = asked(server, 2, true);
        assertThat(reply).isInstanceOf(Reply.Cut.class);
        assertThat(reply.writtenAt()).isNotNull();
        assertThat(server.connections).hasValue(1);
        assertThat(served).containsExactly("ask 1", "ask 2");
    }

    @Test
    void shouldAskOnceMoreAndNoMoreWhenTheDeviceKeepsCutting() {
        TestServer server =
                server((request, socket, out) -> {
                    served.add(request);
                    if (request.equals("ask 1")) {
                        answer(out, KEEPS);
                        served.add(reader(socket).readLine());
                    }
                });
        assertThat(asked(server, 2, false)).isInstanceOf(Reply.Cut.class);
        assertThat(served).containsExactly("ask 1", "ask 2", "ask 2");
    }

    @Test
    void shouldNotTakeAConnectionOverWhenTheDeviceSaidMoreThanItsAnswer() {
        TestServer server =
                server((request, socket, out) -> {
                    served.add(request);
                    out.write(
                            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + KEEPS + "\r\nokay")
                                    .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    socket.getInputStream().read();
                });
        assertThat(text(asked(server, 2, false))).endsWith("ok");
        assertThat(server.connections).hasValue(2);
    }

    private Reply asked(TestServer server, int count, boolean lastActs) {
        TestTalk<Reply> talk = TestTalk.with("d1", new Asking(server.port(), count, lastActs));
        loop(limits(100, 50)).command(talk.talk, LATER);
        return talk.result();
    }

    private void serveAll(String request, Socket socket, OutputStream out, String connection)
            throws IOException {
        BufferedReader next = reader(socket);
        for (String line = request; line != null; line = next.readLine()) {
            served.add(line);
            answer(out, connection);
            if (connection.equals(CLOSES)) {
                return;
            }
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void answer(OutputStream out, String connection) throws IOException {
        out.write(
                ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + connection + "\r\nok")
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
