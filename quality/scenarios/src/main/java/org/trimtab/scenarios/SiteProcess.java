package org.trimtab.scenarios;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code trimtab run} in a process of its own, started again and again over the same site file and data. */
final class SiteProcess implements AutoCloseable {
    private static final Duration UP_WITHIN = Duration.ofSeconds(90);
    private static final Duration DEAD_WITHIN = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final SiteApi api;
    private Process process;
    private int starts;

    private SiteProcess(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.api = new SiteApi("http://127.0.0.1:" + port);
        process = launch();
    }

    /** Starts the site of {@code folder/site.yaml} and waits until it answers. */
    static SiteProcess start(Path folder) throws IOException {
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        SiteProcess site = new SiteProcess(folder, port);
        site.awaitUp();
        return site;
    }

    SiteApi api() {
        return api;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** SIGKILL: the process gets no chance to do anything. */
    void kill() throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(DEAD_WITHIN)) {
                throw new IOException("process " + process.pid() + " does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Starts again and waits until it answers; what it said about the run before. */
    String restart() throws IOException {
        process = launch();
        awaitUp();
        List<String> said = Files.readAllLines(log("err", starts));
        return said.isEmpty() ? "nothing to go on from: it began afresh" : String.join(" ", said);
    }

    private Process launch() throws IOException {
        starts++;
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.trimtab.cli.Main",
                        "run",
                        folder.resolve("site.yaml").toString(),
                        "--port",
                        String.valueOf(port),
                        "--data",
                        data().toString())
                .redirectOutput(log("out", starts).toFile())
                .redirectError(log("err", starts).toFile())
                .start();
    }

    private void awaitUp() throws IOException {
        boolean up = Until.soon(UP_WITHIN, () -> !process.isAlive() || api.get("/status").isGood());
        if (!up || !process.isAlive()) {
            throw new IOException(
                    "the site did not come up at start "
                            + starts
                            + ": "
                            + String.join(" ", Files.readAllLines(log("err", starts))));
        }
    }

    private Path log(String kind, int start) {
        return folder.resolve("site-" + start + "." + kind);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!Until.soon(DEAD_WITHIN, () -> !process.isAlive())) {
            kill();
        }
        api.close();
    }
}
