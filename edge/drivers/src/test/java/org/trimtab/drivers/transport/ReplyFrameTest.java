package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.transport.ReplyFrame.State;

class ReplyFrameTest {
    private static final String FIXED =
            "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"a\":\"b\"}\r\n";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n6;x=y\r\n:\"bcd\"\r\n1\r\n}\r\n0\r\n\r\n";
    private static final String CONTINUED = "HTTP/1.1 100 Continue\r\n\r\n" + FIXED;

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"}\\\"\"}\0", "{\"a\":[{}]}\n", "[{\"a\":1},{\"b\":2}]\0"})
    void shouldFindTheEndWhereverTheTextIsSplit(String text) {
        byte[] bytes = bytes(text);
        for (int split = 0; split < bytes.length; split++) {
            ReplyFrame frame = ReplyFrame.of(Framing.CGMINER);
            assertThat(frame.grown(bytes, split)).as("split " + split).isNotEqualTo(State.WHOLE);
            assertThat(frame.grown(bytes, bytes.length)).isEqualTo(State.WHOLE);
            assertThat(frame.replyLength()).isEqualTo(bytes.length - 1);
        }
    }

    @Test
    void shouldWaitForMoreWhenOnlyBracesAreBalanced() {
        ReplyFrame frame = ReplyFrame.of(Framing.CGMINER);
        byte[] bytes = bytes("{\"a\":1}{\"b\":2}\0");
        assertThat(frame.grown(bytes, 7)).isEqualTo(State.BALANCED);
        assertThat(frame.wholeAtEnd()).isTrue();
        assertThat(frame.grown(bytes, 8)).isEqualTo(State.MORE);
        assertThat(frame.wholeAtEnd()).isFalse();
        assertThat(frame.grown(bytes, bytes.length)).isEqualTo(State.WHOLE);
    }

    @Test
    void shouldStopAtTheFirstEndMarkWhenFramesRunTogether() {
        ReplyFrame frame = ReplyFrame.of(Framing.CGMINER);
        byte[] bytes = bytes("{\"a\":1}\0{\"b\":2}\0");
        assertThat(frame.grown(bytes, bytes.length)).isEqualTo(State.WHOLE);
        assertThat(frame.replyLength()).isEqualTo(7);
    }

    @Test
    void shouldNotTakeALineFeedForTheEndWhenItStandsInside() {
        ReplyFrame frame = ReplyFrame.of(Framing.CGMINER);
        byte[] bytes = bytes("{\n\"a\":\n1\n");
        assertThat(frame.grown(bytes, bytes.length)).isEqualTo(State.MORE);
        assertThat(frame.wholeAtEnd()).isFalse();
    }

    @Test
    void shouldTellGarbageFromACutWhenTheStreamEnds() {
        ReplyFrame garbage = ReplyFrame.of(Framing.CGMINER);
        garbage.grown(bytes("busy, try later"), 15);
        assertThat(garbage.wholeAtEnd()).isTrue();
        assertThat(ReplyFrame.of(Framing.CGMINER).wholeAtEnd()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED, CONTINUED})
    void shouldFindTheEndOfHttpWhereverItIsSplit(String text) {
        byte[] bytes = bytes(text + "next");
        int whole = bytes.length - 4;
        for (int split = 0; split < whole; split++) {
            ReplyFrame frame = ReplyFrame.of(Framing.HTTP);
            assertThat(frame.grown(bytes, split)).as("split " + split).isEqualTo(State.MORE);
            assertThat(frame.wholeAtEnd()).as("split " + split).isFalse();
            assertThat(frame.grown(bytes, whole)).as("split " + split).isEqualTo(State.WHOLE);
        }
        HttpAnswer answer = HttpAnswer.parse(bytes(text));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8).strip())
                .matches("\\{\"a\":\"b(cd)?\"}");
    }

    @Test
    void shouldReadToTheEndOfTheStreamWhenNoLengthIsGiven() {
        byte[] bytes =
                bytes(
                        "HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest a\r\nwww-authenticate: Basic b\r\n\r\nno");
        ReplyFrame frame = ReplyFrame.of(Framing.HTTP);
        assertThat(frame.grown(bytes, bytes.length)).isEqualTo(State.MORE);
        assertThat(frame.wholeAtEnd()).isTrue();
        HttpAnswer answer = HttpAnswer.parse(bytes);
        assertThat(answer.all("www-authenticate")).containsExactly("Digest a", "Basic b");
        assertThat(answer.body()).asString().isEqualTo("no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-dropbear\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n"
            })
    void shouldCallItWholeAndNoAnswerWhenItIsNoHttp(String text) {
        byte[] bytes = bytes(text);
        assertThat(ReplyFrame.of(Framing.HTTP).grown(bytes, bytes.length)).isEqualTo(State.WHOLE);
        assertThat(HttpAnswer.parse(bytes)).isNull();
    }

    @Test
    void shouldTakeAnyBytesWithoutThrowing() {
        Random random = new Random(11);
        byte[][] seeds = {bytes(FIXED), bytes(CHUNKED), bytes(CONTINUED), bytes("{\"a\":1}\0")};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = seeds[random.nextInt(seeds.length)].clone();
            for (int n = random.nextInt(6); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            for (Framing framing : Framing.values()) {
                ReplyFrame frame = ReplyFrame.of(framing);
                int at = 0;
                State state = State.MORE;
                while (at < bytes.length && state != State.WHOLE) {
                    at += 1 + random.nextInt(bytes.length - at);
                    state = frame.grown(bytes, at);
                }
                assertThat(frame.replyLength()).isBetween(0, bytes.length);
            }
            HttpAnswer.parse(bytes);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
