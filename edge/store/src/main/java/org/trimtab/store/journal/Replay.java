package org.trimtab.store.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Output;
import org.trimtab.engine.Step;

/** Puts a journal's inputs through a fresh engine and holds its decisions against the kept ones, byte for byte. */
public final class Replay {
    private static final int SHOWN_MAX = 2_000;

    private Replay() {}

    /**
     * What a replay found.
     *
     * @param header the journal's first segment header
     * @param engine the engine as the last step left it
     * @param steps steps replayed
     * @param decisions outputs compared
     * @param difference the first step that was decided otherwise; null when every byte is the same
     * @param tornBytes bytes of an unfinished record at the end, which were not replayed
     */
    public record Report(
            JournalHeader header,
            Engine engine,
            long steps,
            long decisions,
            @Nullable Difference difference,
            long tornBytes) {
        public boolean isIdentical() {
            return difference == null;
        }
    }

    /**
     * A step decided otherwise.
     *
     * @param step its number
     * @param kept what the journal holds
     * @param replayed what this build decides
     */
    public record Difference(long step, String kept, String replayed) {}

    /**
     * Replays a journal.
     *
     * @param place the journal's directory or file
     * @param witness sees each kept step and the engine after it
     * @throws JournalFailure when it is damaged, or no journal
     */
    public static Report run(Path place, BiConsumer<Step, Engine> witness) throws IOException {
        try (JournalReader reader = JournalReader.open(place)) {
            JournalHeader header = reader.header();
            Engine engine = new Engine(header.definition());
            Difference difference = null;
            long steps = 0;
            long decisions = 0;
            for (Step step = reader.next(); step != null; step = reader.next()) {
                List<Output> replayed = engine.step(step.now(), step.inputs());
                steps++;
                decisions += step.outputs().size();
                if (difference == null) {
                    difference = compare(step, replayed);
                }
                witness.accept(step, engine);
            }
            return new Report(header, engine, steps, decisions, difference, reader.tornBytes());
        }
    }

    private static @Nullable Difference compare(Step step, List<Output> replayed) {
        byte[] kept = StepCodec.encodeOutputs(step.outputs());
        byte[] again = StepCodec.encodeOutputs(replayed);
        return Arrays.equals(kept, again)
                ? null
                : new Difference(step.number(), shown(kept), shown(again));
    }

    private static String shown(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
    }
}
