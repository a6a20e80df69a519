package org.trimtab.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.bench.Figure.Unit;

/**
 * Many VENs that poll for their events, each with a token, a connection and a moment of its own. Latency counts from
 * the moment a poll was due, so that a VTN that falls behind cannot hide it.
 */
final class VenPollBench {
    private static final double P99_TARGET_MS = 250;
    private static final double MEMORY_TARGET_MB = 1_000;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int GROUPS = 10;
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_S = 1e9;
    private static final double US_PER_S = 1e6;

    private VenPollBench() {}

    static void measure(
            OpenAdrVerb.Sizes sizes, Figures figures, List<String> notes, Consumer<String> say)
            throws IOException {
        figures.expect("poll_p50_ms", "a poll, p50 of ten seconds", Unit.MS, null)
                .expect("poll_p99_ms", "a poll, p99 of ten seconds", Unit.MS, P99_TARGET_MS)
                .expect(
                        "poll_vtn_processor_us",
                        "processor time of the VTN for one poll",
                        Unit.US,
                        null)
                .expect(
                        "poll_load_processor_us",
                        "processor time of the load for one poll",
                        Unit.US,
                        null)
                .expect("poll_errors", "polls without a good answer", Unit.COUNT, 0.0)
                .expect(
                        "poll_vtn_memory_mb",
                        "resident memory of the VTN",
                        Unit.MB,
                        MEMORY_TARGET_MB);
        notes.add(
                sizes.vens()
                        + " VENs that poll GET /events?targets=… every 10 s on connections that stay open,"
                        + " 20 events in 10 targets; VENs and VTN share the machine");
        try (Children children = Children.in(Trimtab.found());
                OpenAdrIssuer issuer = new OpenAdrIssuer();
                OpenAdrServer vtn = OpenAdrServer.start(children, issuer)) {
            prepare(sizes, vtn, say);
            say.accept("tokens …");
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < sizes.vens(); i++) {
                requests.add(request(vtn.base(), i % GROUPS, issuer.ven("ven-" + i)));
            }
            say.accept("polling …");
            poll(sizes, vtn, requests, figures);
            figures.add("poll_vtn_memory_mb", vtn.child().memoryMb("VmRSS"));
        }
    }

    private static void prepare(OpenAdrVerb.Sizes sizes, OpenAdrServer vtn, Consumer<String> say)
            throws IOException {
        String program = vtn.create("programs", "{\"programName\":\"bench\"}");
        for (int i = 0; i < 2 * GROUPS; i++) {
            vtn.create("events", OpenAdrServer.event(program, "[\"group-" + i % GROUPS + "\"]"));
        }
        say.accept(sizes.vens() + " vens …");
        vtn.create(
                "vens",
                sizes.vens(),
                i ->
                        "{\"objectType\":\"BL_VEN_REQUEST\",\"clientID\":\"ven-"
                                + i
                                + "\",\"venName\":\"ven-"
                                + i
                                + "\",\"targets\":[\"group-"
                                + i % GROUPS
                                + "\"]}");
    }

    private static byte[] request(URI base, int group, String token) {
        return ("GET "
                        + base.getPath()
                        + "/events?targets=group-"
                        + group
                        + " HTTP/1.1\r\nHost: "
                        + base.getAuthority()
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void poll(
            OpenAdrVerb.Sizes sizes, OpenAdrServer vtn, List<byte[]> requests, Figures figures)
            throws IOException {
        int vens = requests.size();
        try (VenPollers pollers = new VenPollers(vtn.base(), requests, EVERY)) {
            pollers.poll(1);
            int errors = pollers.errors();
            Double used = vtn.child().processorS();
            Double own = ownProcessorS();
            long[] taken = pollers.poll(sizes.windows());
            perPoll(figures, "poll_vtn_processor_us", used, vtn.child().processorS(), taken.length);
            perPoll(figures, "poll_load_processor_us", own, ownProcessorS(), taken.length);
            for (int window = 0; window < sizes.windows(); window++) {
                long[] sorted = Arrays.copyOfRange(taken, window * vens, (window + 1) * vens);
                Arrays.sort(sorted);
                figures.add("poll_p50_ms", sorted[vens / 2] / NANOS_PER_MS);
                figures.add("poll_p99_ms", sorted[(int) (vens * 0.99)] / NANOS_PER_MS);
            }
            figures.add("poll_errors", (double) (errors + pollers.errors()));
        }
    }

    private static void perPoll(
            Figures figures, String key, @Nullable Double from, @Nullable Double to, int polls) {
        if (from != null && to != null) {
            figures.add(key, (to - from) * US_PER_S / polls);
        }
    }

    private static @Nullable Double ownProcessorS() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / NANOS_PER_S)
                .orElse(null);
    }
}
