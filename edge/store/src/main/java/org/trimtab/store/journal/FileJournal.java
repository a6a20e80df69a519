package org.trimtab.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trimtab.engine.Journal;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.store.disk.AppendFile;
import org.trimtab.store.journal.JournalFailure.Kind;

/**
 * The journal in files: append-only, every record with a checksum and a number. What {@link #append} kept survives
 * the death of the process, and with {@code durable} the loss of power.
 *
 * <p>A directory holds segments and a new one is begun when the last is full or another build goes on; a single file
 * never rolls.
 */
public final class FileJournal implements Journal, AutoCloseable {
    /** Size at which a new segment is begun. */
    public static final long SEGMENT_BYTES_MAX = 256L * 1024 * 1024;

    private final JournalFiles files;
    private final Settings settings;
    private final AppendFile.Opener opener;
    private final JournalLock lock;
    private final OpenReport report;
    private AppendFile file;
    private JournalHeader header;
    private long endBytes;
    private long lastStep;
    private boolean isTailUnclean;
    private boolean isClosed;

    /**
     * For whom a journal is kept.
     *
     * @param definition the site
     * @param build version of this program
     * @param clock tells when a segment is begun
     * @param segmentBytesMax size at which a new segment is begun
     */
    public record Settings(
            SiteDefinition definition, String build, InstantSource clock, long segmentBytesMax) {
        /** With segments of the usual size. */
        public Settings(SiteDefinition definition, String build, InstantSource clock) {
            this(definition, build, clock, SEGMENT_BYTES_MAX);
        }
    }

    /** The last segment as found, or as just begun. */
    private record Tail(
            Path path, JournalHeader header, long endBytes, long lastStep, long cutBytes) {}

    private FileJournal(
            JournalFiles files, Settings settings, AppendFile.Opener opener, JournalLock lock)
            throws IOException {
        this.files = files;
        this.settings = settings;
        this.opener = opener;
        this.lock = lock;
        List<Path> segments = files.segments();
        Tail tail = segments.isEmpty() ? begin(1, 1) : read(segments.getLast(), segments.size());
        this.report = new OpenReport(tail.lastStep, tail.cutBytes);
        this.file = opener.open(tail.path);
        this.header = tail.header;
        this.endBytes = tail.endBytes;
        this.lastStep = tail.lastStep;
        try {
            if (report.wasTorn()) {
                file.truncate(endBytes);
                file.force();
            }
            if (!header.build().equals(settings.build)) {
                roll();
            }
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens a journal for writing, or begins one. The last segment is checked whole; the others are checked when they
     * are read.
     *
     * @param place a directory, or a file whose name ends in {@code .ttj}
     * @throws JournalFailure when it is in use, damaged, no journal, or was begun for another site
     */
    public static FileJournal open(Path place, Settings settings) throws IOException {
        return open(place, settings, AppendFile.OnDisk::new);
    }

    static FileJournal open(Path place, Settings settings, AppendFile.Opener opener)
            throws IOException {
        JournalFiles files = JournalFiles.at(place);
        files.makeDirectory();
        JournalLock lock = JournalLock.take(files);
        try {
            files.removeUnfinished();
            return new FileJournal(files, settings, opener, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What was found when it was opened. */
    public OpenReport report() {
        return report;
    }

    /** Number of the last step kept; 0 before the first. */
    public synchronized long lastStep() {
        return lastStep;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the step does not follow the last one kept
     * @throws JournalFailure when it is too large or the disk does not take it; the next call tries the disk again
     */
    @Override
    public synchronized void append(Step step, boolean durable) throws IOException {
        if (isClosed) {
            throw new IllegalStateException("journal " + files.place() + " is closed");
        }
        if (step.number() != lastStep + 1) {
            throw new IllegalArgumentException(
                    "step " + step.number() + " does not follow step " + lastStep);
        }
        byte[] json = StepCodec.encode(step);
        if (json.length >= Segment.RECORD_BYTES_MAX) {
            throw new JournalFailure(Kind.TOO_LARGE, refused(step, json.length));
        }
        byte[] frame = Segment.frame(step.number(), json);
        try {
            write(frame, durable);
        } catch (IOException e) {
            throw new JournalFailure(Kind.UNWRITABLE, unwritable(step, frame.length, e), e);
        }
        endBytes += frame.length;
        lastStep = step.number();
    }

    /** Puts everything kept so far on the disk and lets others write. */
    @Override
    public synchronized void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (lock;
                AppendFile closing = file) {
            cleanTail();
            closing.force();
        }
    }

    private void write(byte[] frame, boolean durable) throws IOException {
        cleanTail();
        boolean isFull = endBytes + frame.length > settings.segmentBytesMax;
        if (isFull && !files.isSingle() && lastStep >= header.firstStep()) {
            roll();
        }
        isTailUnclean = true;
        try {
            file.append(frame);
            if (durable) {
                file.force();
            }
            isTailUnclean = false;
        } catch (IOException e) {
            try {
                cleanTail();
            } catch (IOException again) {
                // It stays marked unclean: the next append cuts it before it writes, and so does
                // the next open.
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Cuts what a failed append left behind. */
    private void cleanTail() throws IOException {
        if (isTailUnclean) {
            file.truncate(endBytes);
            isTailUnclean = false;
        }
    }

    private void roll() throws IOException {
        if (files.isSingle()) {
            throw new JournalFailure(
                    Kind.OTHER_BUILD,
                    "journal "
                            + files.place()
                            + " was begun by build "
                            + header.build()
                            + "; a single file is not continued by build "
                            + settings.build
                            + ". Begin another file, or keep the journal in a directory");
        }
        file.force();
        Tail next = begin(header.segment() + 1, lastStep + 1);
        AppendFile opened = opener.open(next.path);
        file.close();
        file = opened;
        header = next.header;
        endBytes = next.endBytes;
    }

    private Tail begin(int segment, long firstStep) throws IOException {
        JournalHeader begun =
                new JournalHeader(
                        settings.clock.instant(),
                        settings.build,
                        segment,
                        firstStep,
                        settings.definition);
        Path path = files.begin(begun, opener);
        return new Tail(path, begun, path.toFile().length(), firstStep - 1, 0);
    }

    private Tail read(Path path, int segment) throws IOException {
        try (SegmentReader reader = new SegmentReader(path)) {
            JournalHeader found = reader.header();
            files.checkPlace(path, segment, found);
            byte[] theirs = StepCodec.encodeDefinition(found.definition());
            if (!Arrays.equals(theirs, StepCodec.encodeDefinition(settings.definition))) {
                throw new JournalFailure(
                        Kind.OTHER_SITE,
                        "journal "
                                + files.place()
                                + " was begun with another site file for site "
                                + found.definition().site().id()
                                + "; put that site file back, or begin a new data directory");
            }
            reader.skipToEnd();
            return new Tail(
                    path, found, reader.position(), reader.nextNumber() - 1, reader.tornBytes());
        }
    }

    private String refused(Step step, int bytes) {
        return String.format(
                Locale.ROOT,
                "journal %s: step %d takes %,d bytes; a record holds at most %,d",
                files.place(),
                step.number(),
                bytes,
                Segment.RECORD_BYTES_MAX);
    }

    private String unwritable(Step step, int bytes, IOException why) {
        return String.format(
                Locale.ROOT,
                "journal %s: step %d (%,d bytes) could not be written: %s;"
                        + " free space or repair the disk, and writing goes on by itself",
                files.place(),
                step.number(),
                bytes,
                why.getMessage());
    }
}
