package org.trimtab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.trimtab.bench.Figure.Unit;

/** From POST /events to the answer, and to the moment the last of many webhook subscribers hears of it. */
final class WebhookBench {
    private static final double ANSWER_TARGET_MS = 25;
    private static final double BEGUN_TARGET_S = 2;
    private static final Duration BEGUN_WITHIN = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int WARM_UP = 3;
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_S = 1e9;

    private WebhookBench() {}

    static void measure(
            OpenAdrVerb.Sizes sizes, Figures figures, List<String> notes, Consumer<String> say)
            throws IOException {
        figures.expect("event_answer_ms", "POST /events to its answer", Unit.MS, ANSWER_TARGET_MS)
                .expect(
                        "last_delivery_begun_s",
                        "POST /events to the last delivery begun",
                        Unit.S,
                        BEGUN_TARGET_S)
                .expect("webhook_vtn_memory_mb", "resident memory of the VTN", Unit.MB, null);
        notes.add(
                sizes.subscribers()
                        + " webhook subscriptions by business logic, all matching, one event a second"
                        + " after the other; subscribers and VTN share the machine");
        try (Children children = Children.in(Trimtab.found());
                OpenAdrIssuer issuer = new OpenAdrIssuer();
                Subscribers subscribers = new Subscribers();
                OpenAdrServer vtn = OpenAdrServer.start(children, issuer)) {
            String program = vtn.create("programs", "{\"programName\":\"bench\"}");
            say.accept(sizes.subscribers() + " subscriptions …");
            vtn.create(
                    "subscriptions",
                    sizes.subscribers(),
                    i ->
                            "{\"clientName\":\"s\",\"objectOperations\":[{\"objects\":[\"EVENT\"],"
                                    + "\"operations\":[\"CREATE\"],\"callbackUrl\":\""
                                    + subscribers.url(i)
                                    + "\"}]}");
            say.accept("events …");
            for (int run = 0; run < WARM_UP + sizes.events(); run++) {
                LockSupport.parkNanos(BETWEEN.toNanos());
                subscribers.forget();
                long asked = System.nanoTime();
                vtn.create("events", OpenAdrServer.event(program, "[\"bench\"]"));
                long answered = System.nanoTime();
                long last = subscribers.lastBegun(sizes.subscribers(), BEGUN_WITHIN);
                if (run >= WARM_UP) {
                    figures.add("event_answer_ms", (answered - asked) / NANOS_PER_MS);
                    figures.add("last_delivery_begun_s", (last - asked) / NANOS_PER_S);
                }
            }
            figures.add("webhook_vtn_memory_mb", vtn.child().memoryMb("VmHWM"));
        }
    }
}
