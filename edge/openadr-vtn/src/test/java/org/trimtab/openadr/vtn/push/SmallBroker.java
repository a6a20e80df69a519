package org.trimtab.openadr.vtn.push;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Takes what one publisher sends, in MQTT 3.1.1 or 5, and nothing else; written from the two standards, so that our
 * publisher is not only tried against brokers that share its author's reading. It can hang up before it confirms.
 */
final class SmallBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PING = 12;

    private final ServerSocket server;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Deque<Integer> hangUpAfter = new ArrayDeque<>();

    /** Hangs up on each connection in turn after this many messages, without confirming the last; then on none. */
    SmallBroker(int... hangUpAfter) throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        for (int count : hangUpAfter) {
            this.hangUpAfter.add(count);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Topic, version and body of each message, repetitions too. */
    BlockingQueue<String> heard() {
        return heard;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                Integer most = hangUpAfter.poll();
                serve(socket, most == null ? Integer.MAX_VALUE : most);
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void serve(Socket socket, int most) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        int version = 0;
        int taken = 0;
        while (true) {
            int head = in.readUnsignedByte();
            DataInputStream packet =
                    new DataInputStream(
                            new java.io.ByteArrayInputStream(in.readNBytes(number(in))));
            switch (head >> 4) {
                case CONNECT -> {
                    packet.readUTF();
                    version = packet.readUnsignedByte();
                    out.write(
                            version == 5
                                    ? new byte[] {0x20, 3, 0, 0, 0}
                                    : new byte[] {0x20, 2, 0, 0});
                }
                case PUBLISH -> {
                    int id = publish(packet, version);
                    taken++;
                    if (taken >= most) {
                        return;
                    }
                    out.write(new byte[] {0x40, 2, (byte) (id >> 8), (byte) id});
                }
                case PING -> out.write(new byte[] {(byte) 0xd0, 0});
                default -> {
                    return;
                }
            }
        }
    }

    private int publish(DataInputStream packet, int version) throws IOException {
        String topic = packet.readUTF();
        int id = packet.readUnsignedShort();
        if (version == 5) {
            packet.skipNBytes(number(packet));
        }
        heard.add(
                topic
                        + " v"
                        + version
                        + " "
                        + new String(packet.readAllBytes(), StandardCharsets.UTF_8));
        return id;
    }

    private static int number(DataInputStream in) throws IOException {
        int number = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new IOException("a length of more than four bytes");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
