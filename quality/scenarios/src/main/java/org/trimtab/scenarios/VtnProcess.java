package org.trimtab.scenarios;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code trimtab vtn} in a process of its own, started again and again over the same database. */
final class VtnProcess implements AutoCloseable {
    private static final Duration UP_WITHIN = Duration.ofSeconds(120);
    private static final Duration DEAD_WITHIN = Duration.ofSeconds(30);

    private final Path folder;
    private final String database;
    private final int port;
    private Process process;
    private int starts;

    private VtnProcess(Path folder, String database, int port) throws IOException {
        this.folder = folder;
        this.database = database;
        this.port = port;
        process = launch();
    }

    /**
     * Starts a VTN that knows the client {@code bl} with the secret {@code secret}.
     *
     * @param database a file or a URL, as {@code --db} takes it
     */
    static VtnProcess start(Path folder, String database) throws IOException {
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        VtnProcess vtn = new VtnProcess(folder, database, port);
        vtn.awaitUp();
        return vtn;
    }

    String base() {
        return "http://127.0.0.1:" + port + "/openadr3/3.1.0";
    }

    /** SIGKILL: the process gets no chance to do anything. */
    void kill() throws IOException {
        process.destroyForcibly();
        if (!Until.soon(DEAD_WITHIN, () -> !process.isAlive())) {
            throw new IOException("process " + process.pid() + " does not die");
        }
    }

    void restart() throws IOException {
        process = launch();
        awaitUp();
    }

    private Process launch() throws IOException {
        starts++;
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.trimtab.cli.Main",
                        "vtn",
                        "--port",
                        String.valueOf(port),
                        "--db",
                        database,
                        "--client",
                        "bl:secret:bl",
                        "--allow-http-callbacks",
                        "--allow-private-callbacks")
                .redirectOutput(log("out").toFile())
                .redirectError(log("err").toFile())
                .start();
    }

    private void awaitUp() throws IOException {
        boolean up =
                Until.soon(
                        UP_WITHIN,
                        () ->
                                !process.isAlive()
                                        || Files.readString(log("out")).contains("base URL"));
        if (!up || !process.isAlive()) {
            List<String> said = Files.readAllLines(log("err"));
            throw new IOException(
                    "the VTN did not come up at start " + starts + ": " + String.join(" ", said));
        }
    }

    private Path log(String kind) {
        return folder.resolve("vtn-" + starts + "." + kind);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!Until.soon(DEAD_WITHIN, () -> !process.isAlive())) {
            kill();
        }
    }
}
