import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** As much of an MQTT 3.1.1 and 5 broker as it takes to hear what a server publishes. */
final class Broker implements AutoCloseable {
    /** One message. */
    record Message(String topic, String body, boolean retained) {
        String at(String path) {
            return Json.text(Json.read(body), path);
        }
    }

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Message> messages = new ArrayList<>();

    Broker() throws IOException {
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!server.isClosed()) {
                                try {
                                    Socket socket = server.accept();
                                    Thread.ofVirtual().start(() -> serve(socket));
                                } catch (IOException e) {
                                    return;
                                }
                            }
                        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            int version = 4;
            while (true) {
                int first = in.readUnsignedByte();
                byte[] rest = new byte[length(in)];
                in.readFully(rest);
                ByteBuffer packet = ByteBuffer.wrap(rest);
                switch (first >> 4) {
                    case 1 -> {
                        text(packet);
                        version = packet.get();
                        out.write(
                                version == 5
                                        ? new byte[] {0x20, 3, 0, 0, 0}
                                        : new byte[] {0x20, 2, 0, 0});
                    }
                    case 3 -> publish(first, version, packet, out);
                    case 12 -> out.write(new byte[] {(byte) 0xD0, 0});
                    case 14 -> {
                        return;
                    }
                    default -> {}
                }
                out.flush();
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void publish(int first, int version, ByteBuffer packet, OutputStream out)
            throws IOException {
        String topic = text(packet);
        int quality = (first >> 1) & 3;
        short id = quality > 0 ? packet.getShort() : 0;
        if (version == 5) {
            int length = packet.get();
            packet.position(packet.position() + length);
        }
        String body = StandardCharsets.UTF_8.decode(packet).toString();
        synchronized (this) {
            messages.add(new Message(topic, body, (first & 1) == 1));
            notifyAll();
        }
        if (quality == 1) {
            out.write(new byte[] {0x40, 2, (byte) (id >> 8), (byte) id});
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int part = in.readUnsignedByte();
            length |= (part & 127) << shift;
            if (part < 128) {
                return length;
            }
        }
    }

    private static String text(ByteBuffer packet) {
        byte[] bytes = new byte[packet.getShort() & 0xFFFF];
        packet.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    synchronized Message await(String topic, long millis, Predicate<Message> fits)
            throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            for (Message message : messages) {
                if (message.topic().equals(topic) && fits.test(message)) {
                    return message;
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
    }

    synchronized List<Message> all() {
        return List.copyOf(messages);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
