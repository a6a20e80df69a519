package org.trimtab.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trimtab.store.disk.AppendFile;
import org.trimtab.store.disk.AtomicRename;
import org.trimtab.store.journal.JournalFailure.Kind;

/**
 * Where a journal's files are: one file, or a directory of segments {@code journal-00000001.ttj} and on.
 *
 * @param place the file or the directory
 * @param isSingle true when it is one file
 */
record JournalFiles(Path place, boolean isSingle) {
    private static final Pattern SEGMENT = Pattern.compile("journal-(\\d{8})\\.ttj");
    private static final String SUFFIX = ".ttj";
    private static final String UNFINISHED = ".new";

    /** A place that need not exist yet: a name that ends in {@code .ttj} is a file, any other a directory. */
    static JournalFiles at(Path place) {
        boolean single =
                Files.isRegularFile(place)
                        || (!Files.exists(place) && place.toString().endsWith(SUFFIX));
        return new JournalFiles(place, single);
    }

    /** The journal's files in order. */
    List<Path> segments() throws IOException {
        if (isSingle) {
            return Files.exists(place) ? List.of(place) : List.of();
        }
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        List<Path> found;
        try (Stream<Path> entries = Files.list(place)) {
            found = entries.filter(p -> SEGMENT.matcher(nameOf(p)).matches()).sorted().toList();
        }
        List<Path> segments = new ArrayList<>();
        for (Path path : found) {
            Path expected = segment(segments.size() + 1);
            if (!path.equals(expected)) {
                throw new JournalFailure(
                        Kind.DAMAGED,
                        expected + " is missing, and the steps in it; put it back from a copy");
            }
            segments.add(path);
        }
        return segments;
    }

    /** The path of a segment. */
    Path segment(int index) {
        return isSingle
                ? place
                : place.resolve(String.format(Locale.ROOT, "journal-%08d%s", index, SUFFIX));
    }

    /** The path of the file whose lock keeps other writers away. */
    Path lock() {
        return isSingle
                ? place.resolveSibling(nameOf(place) + ".lock")
                : place.resolve("journal.lock");
    }

    /** Makes the directory the files lie in. */
    void makeDirectory() throws IOException {
        Files.createDirectories(directory());
    }

    /** Removes a segment that was being begun when the process died; nothing in it was ever kept. */
    void removeUnfinished() throws IOException {
        Files.deleteIfExists(unfinished(segment(segments().size() + 1)));
    }

    /**
     * Checks that a segment is where it belongs. A single file may be any segment, taken out of its directory.
     *
     * @throws JournalFailure when its header says that it belongs elsewhere
     */
    void checkPlace(Path path, int index, JournalHeader header) throws JournalFailure {
        boolean startsRight = index != 1 || header.firstStep() == 1;
        if (!isSingle && (header.segment() != index || !startsRight)) {
            throw new JournalFailure(
                    Kind.DAMAGED,
                    path
                            + " is segment "
                            + header.segment()
                            + " by its header, which begins with step "
                            + header.firstStep()
                            + "; it does not belong here");
        }
    }

    /** Begins a segment. It appears under its name only once its header is on the disk. */
    Path begin(JournalHeader header, AppendFile.Opener opener) throws IOException {
        Path target = segment(header.segment());
        Path unfinished = unfinished(target);
        byte[] json = StepCodec.encodeHeader(header);
        if (json.length >= Segment.HEADER_BYTES_MAX) {
            throw new JournalFailure(
                    Kind.TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "the site definition takes %,d bytes; a journal's header holds at most %,d",
                            json.length,
                            Segment.HEADER_BYTES_MAX));
        }
        try (AppendFile file = opener.open(unfinished)) {
            file.append(Segment.prelude(Segment.FORMAT_VERSION));
            file.append(Segment.frame(0, json));
            file.force();
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        AtomicRename.into(unfinished, target);
        return target;
    }

    private Path directory() {
        Path directory = isSingle ? place.toAbsolutePath().getParent() : place;
        return directory == null ? Path.of(".") : directory;
    }

    private static Path unfinished(Path target) {
        return target.resolveSibling(nameOf(target) + UNFINISHED);
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
