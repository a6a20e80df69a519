package org.trimtab.openadr.vtn.push;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.trimtab.openadr.vtn.push.CallbackFailed.Stage;

/**
 * Calls subscribers. The name is looked up once, the address is checked, and the connection goes to that very address,
 * so a name that changes its address between check and call gains nothing. Redirects are not followed. One request has
 * one deadline for everything: when it passes, the connection is closed under whoever waits on it.
 */
final class CallbackClient implements AutoCloseable {
    private static final String[] TLS = {"TLSv1.3", "TLSv1.2"};

    private final CallbackPolicy policy;
    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final ScheduledThreadPoolExecutor deadlines;

    CallbackClient(CallbackPolicy policy, Resolver resolver, SSLSocketFactory tls) {
        this.policy = policy;
        this.resolver = resolver;
        this.tls = tls;
        deadlines =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("callback-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Asks, and reads the answer with up to {@link CallbackAnswer#BODY_BYTES_MAX} bytes of its body. */
    CallbackAnswer get(Callback callback) throws CallbackFailed {
        return ask(callback, head("GET", callback, Map.of(), -1), new byte[0], true);
    }

    /** Posts JSON, and reads the answer's status; a body is left unread. */
    CallbackAnswer post(Callback callback, Map<String, String> headers, byte[] json)
            throws CallbackFailed {
        return ask(callback, head("POST", callback, headers, json.length), json, false);
    }

    /** The first address of the host that may be called. */
    InetAddress pinned(Callback callback) throws CallbackFailed {
        InetAddress[] addresses;
        try {
            addresses = resolver.addresses(callback.host());
        } catch (UnknownHostException e) {
            throw new CallbackFailed(Stage.NAME, "no address is known for " + callback.host());
        }
        for (InetAddress address : addresses) {
            if (!mayCall(address)) {
                throw new CallbackFailed(
                        Stage.NAME,
                        callback.host()
                                + " leads to "
                                + address.getHostAddress()
                                + ", which is not a public address");
            }
        }
        if (addresses.length == 0) {
            throw new CallbackFailed(Stage.NAME, "no address is known for " + callback.host());
        }
        return addresses[0];
    }

    private boolean mayCall(InetAddress address) {
        return policy.privateAddresses()
                ? AddressGuard.isOneMachine(address)
                : AddressGuard.isPublic(address);
    }

    private CallbackAnswer ask(Callback callback, byte[] head, byte[] body, boolean whole)
            throws CallbackFailed {
        InetAddress address = pinned(callback);
        if (deadlines.isShutdown()) {
            throw new CallbackFailed(Stage.NAME, "the VTN is stopping");
        }
        Duration within = policy.within();
        AtomicBoolean late = new AtomicBoolean();
        Socket plain = new Socket();
        Future<?> deadline =
                deadlines.schedule(
                        () -> {
                            late.set(true);
                            shut(plain);
                        },
                        within.toMillis(),
                        TimeUnit.MILLISECONDS);
        Stage stage = Stage.CONNECTION;
        try (plain;
                Socket socket = connected(plain, callback, address)) {
            stage = Stage.ANSWER;
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 4_096);
            out.write(head);
            out.write(body);
            out.flush();
            InputStream in = socket.getInputStream();
            return CallbackAnswer.read(in, whole);
        } catch (IOException e) {
            throw new CallbackFailed(stage, callback.authority() + ": " + said(e, late.get()));
        } finally {
            deadline.cancel(false);
        }
    }

    private Socket connected(Socket plain, Callback callback, InetAddress address)
            throws IOException {
        plain.setTcpNoDelay(true);
        plain.connect(
                new InetSocketAddress(address, callback.port()), (int) policy.within().toMillis());
        if (!callback.tls()) {
            return plain;
        }
        SSLSocket secure =
                (SSLSocket) tls.createSocket(plain, callback.host(), callback.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(TLS);
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private String said(IOException e, boolean late) {
        if (late) {
            return "no answer within " + policy.within().toMillis() + " ms";
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static byte[] head(
            String method, Callback callback, Map<String, String> headers, int length) {
        StringBuilder text = new StringBuilder(256);
        text.append(method).append(' ').append(callback.path()).append(" HTTP/1.1\r\n");
        text.append("Host: ").append(callback.authority()).append("\r\n");
        text.append("User-Agent: trimtab-vtn\r\nAccept: */*\r\nConnection: close\r\n");
        if (length >= 0) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(length)
                    .append("\r\n");
        }
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more; whoever waits on it sees the end.
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    /** An HTTP answer. */
    record CallbackAnswer(int status, String body) {
        static final int HEAD_BYTES_MAX = 16 * 1024;
        static final int BODY_BYTES_MAX = 16 * 1024;

        boolean isSuccess() {
            return status >= 200 && status <= 299;
        }

        static CallbackAnswer read(InputStream in, boolean whole) throws IOException {
            AnswerText text = new AnswerText(in, HEAD_BYTES_MAX);
            int status = text.status();
            while (status >= 100 && status <= 199) {
                status = text.status();
            }
            byte[] body = whole ? text.body(BODY_BYTES_MAX) : new byte[0];
            return new CallbackAnswer(status, new String(body, StandardCharsets.UTF_8));
        }
    }
}
