package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.CgminerReply;

/** Every frame and reader below the drivers takes any bytes, however they are cut up on the way. */
class AnyBytesTest {
    /** A storm of mutations sets it higher. */
    private static final int RUNS = Integer.getInteger("trimtab.distorted-runs", 2_500) * 4;

    private static final List<byte[]> SOUND =
            List.of(
                    text("{\"STATUS\":[{\"STATUS\":\"S\",\"Code\":22,\"Msg\":\"ok\"}],\"id\":1}\0"),
                    text("{\"a\":[1,2.5e3,nan,],}{\"b\":\"\\u00e9\\\"\"}\n"),
                    text("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"a\":[true]}"),
                    text(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "5\r\n{\"a\":\r\n2;x=y\r\n1}\r\n0\r\nX: y\r\n\r\n"),
                    text(
                            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\","
                                    + " nonce=\"n\", qop=\"auth\", stale=true\r\n\r\nno"),
                    text("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 204 No Content\r\n\r\n"),
                    LengthFrame.framed("{\"code\":0,\"when\":1773869570,\"msg\":\"ok\"}"));

    @ParameterizedTest
    @EnumSource(Framing.class)
    void shouldEndInAValueHoweverBytesAreDistortedAndCut(Framing framing) {
        Random random = new Random(20261123);
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = distorted(SOUND.get(random.nextInt(SOUND.size())).clone(), random);
            int length = framed(framing, bytes, random);
            assertThat(length).isBetween(0, bytes.length);
            read(Arrays.copyOf(bytes, length));
        }
    }

    private static int framed(Framing framing, byte[] bytes, Random random) {
        ReplyFrame frame = ReplyFrame.of(framing);
        int to = 0;
        while (to < bytes.length) {
            to = Math.min(bytes.length, to + 1 + random.nextInt(40));
            if (frame.grown(bytes, to) == ReplyFrame.State.WHOLE) {
                return frame.replyLength();
            }
        }
        return frame.wholeAtEnd() ? frame.replyLength() : 0;
    }

    private static void read(byte[] reply) {
        HttpAnswer answer = HttpAnswer.parse(reply);
        if (answer != null) {
            assertThat(answer.status()).isBetween(200, 599);
            new DigestLogin().challenged(answer.all("www-authenticate"));
            CgminerJson.parse(answer.body());
        }
        CgminerReply cgminer = CgminerReply.parse(reply);
        if (cgminer != null) {
            assertThat(cgminer.message().length()).isLessThan(130);
        }
        CgminerJson.parseStrictly(reply);
    }

    private static byte[] distorted(byte[] bytes, Random random) {
        byte[] changed = bytes;
        for (int i = 1 + random.nextInt(4); i > 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> changed[at] = (byte) "{}[],:\"\\ 0e-\r\n;=".charAt(random.nextInt(16));
                case 2 -> changed = Arrays.copyOf(changed, at);
                default -> changed = doubled(changed, at, random);
            }
        }
        return changed;
    }

    /** A stretch of it, once more. */
    private static byte[] doubled(byte[] bytes, int at, Random random) {
        int length = Math.min(1 + random.nextInt(30), bytes.length - at);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
