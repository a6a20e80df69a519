package org.trimtab.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Step;
import org.trimtab.store.journal.JournalFailure.Kind;

/**
 * Reads a journal step by step, across its segments, for replay and recovery. It takes no lock: a journal that is being
 * written is read up to where it was when its last segment was opened.
 */
public final class JournalReader implements AutoCloseable {
    private final JournalFiles files;
    private final List<Path> segments;
    private final byte[] definition;
    private SegmentReader current;
    private int opened = 1;

    private JournalReader(JournalFiles files, List<Path> segments, SegmentReader first) {
        this.files = files;
        this.segments = segments;
        this.current = first;
        this.definition = StepCodec.encodeDefinition(first.header().definition());
    }

    /**
     * Opens a journal.
     *
     * @param place its directory, or one journal file
     * @throws JournalFailure when there is none, or its header is damaged or of an unknown version
     */
    public static JournalReader open(Path place) throws IOException {
        JournalFiles files = JournalFiles.at(place);
        List<Path> segments = files.segments();
        if (segments.isEmpty()) {
            throw new JournalFailure(Kind.NOT_A_JOURNAL, "there is no journal at " + place);
        }
        SegmentReader first = new SegmentReader(segments.getFirst());
        try {
            files.checkPlace(segments.getFirst(), 1, first.header());
            return new JournalReader(files, segments, first);
        } catch (IOException | RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /** The header of the file the last step came from; before the first step, of the first file. */
    public JournalHeader header() {
        return current.header();
    }

    /**
     * The next step, or null at the end.
     *
     * @throws JournalFailure naming file, record and byte where the journal is damaged
     */
    public @Nullable Step next() throws IOException {
        while (true) {
            long number = current.nextNumber();
            byte[] json = current.next();
            if (json != null) {
                return decoded(number, json);
            }
            if (opened == segments.size()) {
                return null;
            }
            openNext();
        }
    }

    /** Bytes of an unfinished record at the end of the journal; known once {@link #next} has returned null. */
    public long tornBytes() {
        return current.tornBytes();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    private Step decoded(long number, byte[] json) throws IOException {
        Step step;
        try {
            step = StepCodec.decode(json);
        } catch (StepCodec.BadRecord e) {
            throw current.unreadable(number, e.getMessage());
        }
        if (step.number() != number) {
            throw current.unreadable(number, "it holds step " + step.number());
        }
        return step;
    }

    private void openNext() throws IOException {
        long number = current.nextNumber();
        Path path = segments.get(opened);
        if (current.tornBytes() > 0) {
            throw new JournalFailure(
                    Kind.DAMAGED,
                    segments.get(opened - 1)
                            + ": record "
                            + number
                            + " at byte "
                            + current.position()
                            + " is damaged, and "
                            + path.getFileName()
                            + " follows it");
        }
        SegmentReader next = new SegmentReader(path);
        current.close();
        current = next;
        opened++;
        files.checkPlace(path, opened, next.header());
        if (next.header().firstStep() != number) {
            throw new JournalFailure(
                    Kind.DAMAGED,
                    path
                            + " begins with record "
                            + next.header().firstStep()
                            + ", but record "
                            + number
                            + " should follow the file before it");
        }
        byte[] theirs = StepCodec.encodeDefinition(next.header().definition());
        if (!Arrays.equals(definition, theirs)) {
            throw new JournalFailure(
                    Kind.DAMAGED, path + " belongs to another site definition than the first file");
        }
    }
}
