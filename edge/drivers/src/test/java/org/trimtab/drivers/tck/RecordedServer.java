package org.trimtab.drivers.tck;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Puts a recorded device on a real port; one request per connection, served one at a time as devices do. */
public final class RecordedServer implements AutoCloseable {
    /** How it ends its answers. */
    public enum Manner {
        /** As documented: with its end mark, then closed. */
        PROPER,
        /** Without an end mark, then closed. */
        NO_END_MARK,
        /** Byte by byte. */
        IN_BITS,
        /** Half of it, then reset. */
        RESET_HALFWAY
    }

    private static final int HEAD_BYTES = 4;

    private final ServerSocket listener;
    private final RecordedDevice device;
    private final Manner manner;

    public RecordedServer(RecordedDevice device, Manner manner) {
        this.device = device;
        this.manner = manner;
        try {
            listener = new ServerSocket(0, 64, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                byte[] request = request(new BufferedInputStream(socket.getInputStream()));
                answer(socket, device.answer(request), request[0] == '{' && !framed(request));
            } catch (IOException e) {
                // The other side went away, or the test is over.
            }
        }
    }

    private void answer(Socket socket, byte[] answer, boolean nul) throws IOException {
        OutputStream out = socket.getOutputStream();
        switch (manner) {
            case PROPER -> {
                out.write(answer);
                if (nul) {
                    out.write(0);
                }
            }
            case NO_END_MARK -> out.write(answer);
            case IN_BITS -> {
                for (byte b : answer) {
                    out.write(b);
                }
                if (nul) {
                    out.write(0);
                }
            }
            case RESET_HALFWAY -> {
                out.write(answer, 0, answer.length / 2);
                socket.setSoLinger(true, 0);
            }
        }
    }

    private static byte[] request(InputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] start = in.readNBytes(HEAD_BYTES);
        if (framed(start)) {
            int length = start[0] & 0xFF | (start[1] & 0xFF) << 8;
            byte[] frame = Arrays.copyOf(start, HEAD_BYTES + length);
            in.readNBytes(frame, HEAD_BYTES, length);
            return frame;
        }
        in.reset();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("}\n") && !head.endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the request has no end");
            }
            bytes.write(b);
            head = b == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
        }
        for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
            if (line.startsWith("content-length:")) {
                bytes.writeBytes(
                        in.readNBytes(
                                Integer.parseInt(line.substring(line.indexOf(':') + 1).trim())));
            }
        }
        return bytes.toByteArray();
    }

    /** A length before the text: its upper half is zero, which no text begins with. */
    private static boolean framed(byte[] request) {
        return request.length >= HEAD_BYTES && request[2] == 0 && request[3] == 0;
    }
}
