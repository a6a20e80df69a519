package org.trimtab.openadr.vtn.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL cluster for all tests of a JVM, from Debian's package, in a temporary folder. */
final class Postgres {
    private static final Path PACKAGE = Path.of("/usr/lib/postgresql");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private static @Nullable Postgres running;
    private static @Nullable String absence;

    private final Path folder;
    private final Path binaries;
    private final int port;
    private int databases;

    private Postgres(Path folder, Path binaries, int port) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
    }

    /** The URL of a new, empty database; null when there is no PostgreSQL here, see {@link #absence()}. */
    static synchronized @Nullable String newDatabase() {
        if (running == null && absence == null) {
            start();
        }
        if (running == null) {
            return null;
        }
        try {
            String name = "vtn" + ++running.databases;
            run(
                    running.command(
                            "createdb",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + running.port,
                            "-U",
                            "vtn",
                            name));
            return "jdbc:postgresql://127.0.0.1:" + running.port + "/" + name + "?user=vtn";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why there is none. */
    static synchronized String absence() {
        return String.valueOf(absence);
    }

    private static void start() {
        Path binaries = binaries();
        if (binaries == null) {
            absence =
                    "no PostgreSQL under "
                            + PACKAGE
                            + "; apt-get install postgresql runs these tests too";
            return;
        }
        try {
            Path folder = Files.createTempDirectory("trimtab-pg");
            int port;
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            Postgres made = new Postgres(folder, binaries, port);
            if (ROOT) {
                run(List.of("chown", "postgres", folder.toString()));
            }
            run(
                    made.command(
                            "initdb",
                            "-D",
                            folder + "/data",
                            "-U",
                            "vtn",
                            "-A",
                            "trust",
                            "--no-sync",
                            "-E",
                            "UTF8"));
            run(
                    made.command(
                            "pg_ctl",
                            "-D",
                            folder + "/data",
                            "-w",
                            "-l",
                            folder + "/log",
                            "-o",
                            "-h 127.0.0.1 -p "
                                    + port
                                    + " -k "
                                    + folder
                                    + " -F -c full_page_writes=off",
                            "start"));
            running = made;
            Runtime.getRuntime().addShutdownHook(new Thread(made::stop));
        } catch (IOException e) {
            absence = "PostgreSQL does not start here: " + e.getMessage();
        }
    }

    private void stop() {
        try {
            run(command("pg_ctl", "-D", folder + "/data", "-m", "immediate", "stop"));
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a test's PostgreSQL was not put away", e);
        }
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void run(List<String> command) throws IOException {
        Path said = Files.createTempFile("trimtab-pg", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + " said: " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static @Nullable Path binaries() {
        if (!Files.isDirectory(PACKAGE)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(PACKAGE)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
