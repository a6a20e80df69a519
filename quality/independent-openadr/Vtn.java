import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server of the program under examination, started as its command-line contract says. */
final class Vtn implements AutoCloseable {
    static final String[] CLIENTS = {
        "utility", "u-secret", "mine-1", "m1 secret+%", "mine-2", "m2-secret"
    };

    private final Process process;
    final String base;
    final String token;
    final int port;

    private Vtn(Process process, String base, String token) {
        this.process = process;
        this.base = base;
        this.token = token;
        this.port = Integer.parseInt(base.replaceAll("^http://127\\.0\\.0\\.1:(\\d+)/.*$", "$1"));
    }

    /** The server's address with nothing after it. */
    String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts one in a fresh folder and waits for its two lines. */
    static Vtn start(List<String> program, Path folder, String... more) throws Exception {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("vtn", "--port", "0", "--db", folder.resolve("vtn.db").toString()));
        String[] roles = {"bl", "ven", "ven"};
        for (int i = 0; i < roles.length; i++) {
            command.add("--client");
            command.add(CLIENTS[2 * i] + ":" + CLIENTS[2 * i + 1] + ":" + roles[i]);
        }
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("stderr.txt").toFile())
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String[] said = new String[2];
        CompletableFuture<Void> told =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                for (String line = out.readLine();
                                        line != null;
                                        line = out.readLine()) {
                                    String last = line.substring(line.lastIndexOf(' ') + 1);
                                    if (line.startsWith("base URL ")) {
                                        said[0] = last;
                                    } else if (line.startsWith("token URL ")) {
                                        said[1] = last;
                                        return;
                                    }
                                }
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        told.get(90, TimeUnit.SECONDS);
        if (said[0] == null || said[1] == null) {
            process.destroy();
            throw new IllegalStateException(
                    "the server did not say its base and token URL; it said: "
                            + Files.readString(folder.resolve("stderr.txt")));
        }
        return new Vtn(process, said[0], said[1]);
    }

    /** Runs the program to its end and gives what it printed, its errors and its exit code. */
    static String[] run(List<String> program, Path folder, List<String> arguments)
            throws Exception {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        File out = Files.createTempFile(folder, "out", ".txt").toFile();
        File err = Files.createTempFile(folder, "err", ".txt").toFile();
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out)
                        .redirectError(err)
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new String[] {
            Files.readString(out.toPath()), Files.readString(err.toPath()), "" + process.waitFor()
        };
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
