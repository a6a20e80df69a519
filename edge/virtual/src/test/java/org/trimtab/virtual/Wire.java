package org.trimtab.virtual;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.trimtab.resource.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain sockets, so that tests see the very bytes. */
final class Wire {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int TIMEOUT_MILLIS = 20_000;

    private Wire() {}

    /**
     * What came back.
     *
     * @param bytes received before the end
     * @param reset true when the connection ended by a reset
     */
    record Heard(byte[] bytes, boolean reset) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static Socket dial(Endpoint endpoint) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), TIMEOUT_MILLIS);
        return socket;
    }

    /** Sends and reads until the other side ends the connection. */
    static Heard tell(Endpoint endpoint, String request) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = dial(endpoint)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                heard.write(b);
            }
            return new Heard(heard.toByteArray(), false);
        } catch (SocketException e) {
            return new Heard(heard.toByteArray(), true);
        }
    }

    /** Sends a LuxOS command and reads the JSON before the zero byte. */
    static JsonNode ask(Endpoint endpoint, String command) throws IOException {
        return ask(endpoint, command, "");
    }

    static JsonNode ask(Endpoint endpoint, String command, String parameter) throws IOException {
        String request = "{\"command\":\"" + command + "\",\"parameter\":\"" + parameter + "\"}";
        return MAPPER.readTree(tell(endpoint, request).text().replace("\0", ""));
    }

    /** The letter of a reply. */
    static String letter(JsonNode reply) {
        return reply.path("STATUS").path(0).path("STATUS").asString();
    }
}
