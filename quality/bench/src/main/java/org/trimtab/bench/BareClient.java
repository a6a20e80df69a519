package org.trimtab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;

/**
 * The least that any client on one thread must do: connect, write bytes made beforehand, read until the answer is
 * whole, close. It understands nothing of what it says or hears.
 */
final class BareClient {
    private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(30);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int CONNECTS_AT_ONCE = 64;
    private static final double NANOS_PER_MS = 1e6;

    /**
     * What one device is sent: one request after the other.
     *
     * @param host its address
     * @param requests what is said
     */
    record Plan(String host, List<Request> requests) {}

    /**
     * One request.
     *
     * @param exchange what is said and how the answer ends
     * @param stays true when the next request goes over the same connection
     */
    record Request(Exchange exchange, boolean stays) {}

    /**
     * What came of it.
     *
     * @param lastByteMs the last request's last byte written, ms after the begin
     * @param answersMs the last answer of each device that answered all, ms after the begin
     * @param connections connections made
     * @param processorMs processor time of this process meanwhile, ms
     */
    record Result(double lastByteMs, double[] answersMs, int connections, double processorMs) {
        double lastAnswerMs() {
            return Burst.percentile(answersMs, 1);
        }
    }

    private final int atOnceMax;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    BareClient(int atOnceMax) {
        this.atOnceMax = atOnceMax;
    }

    private static final class Line {
        private final InetAddress address;
        private final List<Request> requests;
        private final BareAnswer answer = new BareAnswer();
        private int next;
        private @Nullable SocketChannel channel;

        Line(InetAddress address, List<Request> requests) {
            this.address = address;
            this.requests = requests;
        }
    }

    /** Sends all plans and waits for the answers. */
    Result run(List<Plan> plans) throws IOException {
        ArrayDeque<Line> waiting = new ArrayDeque<>();
        for (Plan plan : plans) {
            if (!plan.requests.isEmpty()) {
                waiting.add(new Line(InetAddress.ofLiteral(plan.host), plan.requests));
            }
        }
        try (Selector selector = Selector.open()) {
            return new Run(selector, waiting).go();
        }
    }

    private final class Run {
        private final Selector selector;
        private final ArrayDeque<Line> waiting;
        private final List<Double> answers = new ArrayList<>();
        private final double processorBefore = Machine.processorMs();
        private final long begun = System.nanoTime();
        private double lastByteMs;
        private int connections;
        private int open;
        private int left;

        Run(Selector selector, ArrayDeque<Line> waiting) {
            this.selector = selector;
            this.waiting = waiting;
            left = waiting.size();
        }

        Result go() throws IOException {
            while (left > 0 && System.nanoTime() - begun < GIVES_UP_AFTER.toNanos()) {
                for (int i = 0; i < CONNECTS_AT_ONCE && open < atOnceMax; i++) {
                    Line line = waiting.poll();
                    if (line == null) {
                        break;
                    }
                    open++;
                    connect(line);
                }
                if (waiting.isEmpty() || open >= atOnceMax) {
                    selector.select(this::ready, 100);
                } else {
                    selector.selectNow(this::ready);
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            double[] all = answers.stream().mapToDouble(Double::doubleValue).toArray();
            return new Result(
                    lastByteMs, all, connections, Machine.processorMs() - processorBefore);
        }

        private void connect(Line line) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
            line.channel = channel;
            connections++;
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            int port = line.requests.get(line.next).exchange().port();
            if (channel.connect(new InetSocketAddress(line.address, port))) {
                channel.register(selector, SelectionKey.OP_READ, line);
                say(line, channel);
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, line);
            }
        }

        private void ready(SelectionKey key) {
            if (!(key.attachment() instanceof Line line) || line.channel == null) {
                return;
            }
            try {
                if (key.isConnectable()) {
                    line.channel.finishConnect();
                    key.interestOps(SelectionKey.OP_READ);
                    say(line, line.channel);
                } else {
                    hear(line, line.channel);
                }
            } catch (IOException e) {
                over(line);
            }
        }

        /** Requests here fit the socket's buffer, so one write takes them. */
        private void say(Line line, SocketChannel channel) throws IOException {
            Exchange exchange = line.requests.get(line.next).exchange();
            line.answer.begin(exchange.framing());
            out.clear().put(exchange.request()).flip();
            channel.write(out);
            if (line.next + 1 == line.requests.size()) {
                lastByteMs = ms();
            }
        }

        private void hear(Line line, SocketChannel channel) throws IOException {
            in.clear();
            int count = channel.read(in);
            if (count < 0 || line.answer.isWhole(in.flip())) {
                boolean stays = count >= 0 && line.requests.get(line.next).stays();
                line.next++;
                if (line.next == line.requests.size()) {
                    channel.close();
                    answers.add(ms());
                    over(line);
                } else if (stays) {
                    say(line, channel);
                } else {
                    channel.close();
                    connect(line);
                }
            }
        }

        private void over(Line line) {
            left--;
            open--;
            try {
                if (line.channel != null) {
                    line.channel.close();
                }
            } catch (IOException e) {
                // It is gone either way.
            }
        }

        private double ms() {
            return (System.nanoTime() - begun) / NANOS_PER_MS;
        }
    }

    /** Looks for the end of an answer and for nothing else. */
    private static final class BareAnswer {
        private static final byte[] LENGTH = {'l', 'e', 'n', 'g', 't', 'h'};

        private Framing framing = Framing.CGMINER;
        private long length;
        private long whole;

        void begin(Framing next) {
            framing = next;
            length = 0;
            whole = -1;
        }

        boolean isWhole(ByteBuffer bytes) {
            int count = bytes.remaining();
            boolean first = length == 0;
            length += count;
            return switch (framing) {
                case CGMINER -> count > 0 && bytes.get(count - 1) == 0;
                case HTTP -> {
                    if (first) {
                        whole = announced(bytes);
                    }
                    yield whole >= 0 && length >= whole;
                }
                case LENGTH_PREFIXED -> {
                    if (first && count >= 4) {
                        whole = 4L + Integer.reverseBytes(bytes.getInt(0));
                    }
                    yield whole >= 0 && length >= whole;
                }
            };
        }

        /** Head and announced body together; -1 when the end of the stream ends it. */
        private static long announced(ByteBuffer bytes) {
            long body = -1;
            for (int i = 0; i + 3 < bytes.limit(); i++) {
                byte b = bytes.get(i);
                if (b == '\r' && bytes.get(i + 1) == '\n' && bytes.get(i + 2) == '\r') {
                    return body < 0 ? -1 : i + 4 + body;
                }
                if (b == ':' && body < 0 && i > LENGTH.length && isLength(bytes, i)) {
                    body = number(bytes, i + 1);
                }
            }
            return -1;
        }

        private static boolean isLength(ByteBuffer bytes, int colon) {
            for (int i = 1; i <= LENGTH.length; i++) {
                if ((bytes.get(colon - i) | 0x20) != LENGTH[LENGTH.length - i]) {
                    return false;
                }
            }
            return true;
        }

        private static long number(ByteBuffer bytes, int from) {
            long number = 0;
            for (int i = from; i < bytes.limit(); i++) {
                byte b = bytes.get(i);
                if (b >= '0' && b <= '9') {
                    number = number * 10 + b - '0';
                } else if (b != ' ') {
                    break;
                }
            }
            return number;
        }
    }
}
