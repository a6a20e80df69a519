package org.trimtab.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An MQTT 3.1.1 broker of a few clients and plain topics, which notes when it hands a message on. */
final class HintBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int PING = 12;
    private static final int MESSAGE_MAX = 1 << 20;

    /** A client and what it listens to. */
    private static final class Client {
        final DataOutputStream out;
        final Set<String> topics = ConcurrentHashMap.newKeySet();

        Client(DataOutputStream out) {
            this.out = out;
        }

        synchronized void send(int head, byte[] body) throws IOException {
            ByteBuffer whole = ByteBuffer.allocate(body.length + 5);
            whole.put((byte) head);
            int left = body.length;
            do {
                int digit = left % 128;
                left /= 128;
                whole.put((byte) (left > 0 ? digit | 0x80 : digit));
            } while (left > 0);
            whole.put(body);
            out.write(whole.array(), 0, whole.position());
            out.flush();
        }
    }

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final Runnable handedOn;

    /** Runs {@code handedOn} just before a message's bytes go to a subscriber. */
    HintBroker(Runnable handedOn) throws IOException {
        this.handedOn = handedOn;
        Thread.ofPlatform().daemon(true).name("hint-broker").start(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon(true).start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Client client = new Client(new DataOutputStream(socket.getOutputStream()));
            clients.add(client);
            try {
                while (true) {
                    int head = in.readUnsignedByte();
                    byte[] body = new byte[length(in)];
                    in.readFully(body);
                    take(client, head, ByteBuffer.wrap(body));
                }
            } finally {
                clients.remove(client);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                break;
            }
        }
        if (length > MESSAGE_MAX) {
            throw new IOException("a message of " + length + " bytes");
        }
        return length;
    }

    private void take(Client client, int head, ByteBuffer body) throws IOException {
        switch (head >> 4) {
            case CONNECT -> client.send(0x20, new byte[] {0, 0});
            case PUBLISH -> publish(client, head, body);
            case SUBSCRIBE -> {
                byte[] granted = new byte[] {body.get(), body.get(), 0};
                client.topics.add(text(body));
                client.send(0x90, granted);
            }
            case UNSUBSCRIBE -> client.send(0xB0, new byte[] {body.get(), body.get()});
            case PING -> client.send(0xD0, new byte[0]);
            default -> {}
        }
    }

    private void publish(Client from, int head, ByteBuffer body) throws IOException {
        byte[] topic = bytes(body);
        boolean confirmed = (head & 0x06) != 0;
        byte[] id = new byte[] {0, 0};
        if (confirmed) {
            body.get(id);
        }
        ByteBuffer plain = ByteBuffer.allocate(2 + topic.length + body.remaining());
        plain.putShort((short) topic.length).put(topic).put(body);
        String name = new String(topic, StandardCharsets.UTF_8);
        for (Client to : clients) {
            if (to.topics.contains(name)) {
                handedOn.run();
                to.send(0x30, plain.array());
            }
        }
        if (confirmed) {
            from.send(0x40, id);
        }
    }

    private static String text(ByteBuffer body) {
        return new String(bytes(body), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] text = new byte[body.getShort() & 0xFFFF];
        body.get(text);
        return text;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
