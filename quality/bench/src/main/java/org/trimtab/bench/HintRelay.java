package org.trimtab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Hands bytes on to a port of this machine and back, and notes when something goes there. */
final class HintRelay implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int to;
    private final Runnable handedOn;

    /** Runs {@code handedOn} just before bytes go to the port. */
    HintRelay(int to, Runnable handedOn) throws IOException {
        this.to = to;
        this.handedOn = handedOn;
        Thread.ofPlatform().daemon(true).name("hint-relay").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), to);
                from.setTcpNoDelay(true);
                onward.setTcpNoDelay(true);
                Thread.ofPlatform().daemon(true).start(() -> pump(from, onward, handedOn));
                Thread.ofPlatform().daemon(true).start(() -> pump(onward, from, () -> {}));
            } catch (IOException e) {
                // Nobody listens yet, or this is closed.
            }
        }
    }

    private static void pump(Socket from, Socket to, Runnable before) {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                before.run();
                out.write(piece, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side has hung up, and so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
