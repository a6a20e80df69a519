package org.trimtab.openadr.ven;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Properties;

/** An MQTT broker of another maker on loopback, for everyone. */
final class SmallMqtt implements AutoCloseable {
    private final int port;
    private final Server broker = new Server();

    SmallMqtt() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", String.valueOf(port));
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        broker.startServer(new MemoryConfig(settings));
    }

    int port() {
        return port;
    }

    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /** Hangs up on everyone. */
    void hangUp() {
        broker.listConnectedClients().forEach(c -> broker.disconnectClient(c.getClientID()));
    }

    @Override
    public void close() {
        broker.stopServer();
    }
}
