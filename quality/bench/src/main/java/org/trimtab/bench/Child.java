package org.trimtab.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A process under measurement. */
final class Child {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
    private static final int ERROR_CHARACTERS_SHOWN = 600;
    private static final int STATUS_BYTES_MAX = 16 * 1024;
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Process process;
    private final Path errors;
    private final long startedNanos;

    private Child(Process process, Path errors, long startedNanos) {
        this.process = process;
        this.errors = errors;
        this.startedNanos = startedNanos;
    }

    static Child start(List<String> command, Path errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        long begun = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        return new Child(process, errors, begun);
    }

    /** {@link System#nanoTime} just before it was started. */
    long startedNanos() {
        return startedNanos;
    }

    /** Waits for the one JSON object it prints when it runs. */
    JsonNode announcement(Duration within) {
        CompletableFuture<JsonNode> printed = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        printed.complete(JSON.readTree(process.getInputStream()));
                    } catch (JacksonException e) {
                        printed.completeExceptionally(e);
                    }
                });
        try {
            JsonNode object = printed.get(within.toMillis(), TimeUnit.MILLISECONDS);
            if (object != null && object.isObject()) {
                return object;
            }
            throw failure("ended without a word");
        } catch (ExecutionException e) {
            throw failure("printed something else than its JSON object");
        } catch (TimeoutException e) {
            throw failure("was not up within " + within.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for");
        }
    }

    /** Waits until it has ended by itself and says how it ended. */
    int end(Duration within) {
        try {
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw failure("did not end within " + within.toSeconds() + " s");
        } catch (IOException e) {
            throw failure("broke off: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for");
        }
    }

    /** A line of {@code /proc/PID/status} such as {@code VmRSS}, in MB; null where there is no such file. */
    @Nullable Double memoryMb(String line) {
        try (var status =
                Files.newInputStream(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String text = new String(status.readNBytes(STATUS_BYTES_MAX), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(l -> l.startsWith(line + ":"))
                    .map(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1_024 / 1e6)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /** Processor time it has used so far, s; null where the system does not say. */
    @Nullable Double processorS() {
        return process.info().totalCpuDuration().map(used -> used.toNanos() / 1e9).orElse(null);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    BenchFailure failure(String what) {
        return new BenchFailure(
                "a process under measurement "
                        + what
                        + "\n  "
                        + process.info().commandLine().orElse("")
                        + "\n"
                        + lastErrors());
    }

    /** Ends it: politely first, by force when that does not help. */
    void kill() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String lastErrors() {
        try {
            String text = Files.readString(errors);
            return text.substring(Math.max(0, text.length() - ERROR_CHARACTERS_SHOWN)).strip();
        } catch (IOException e) {
            return "its errors cannot be read: " + e.getMessage();
        }
    }
}
