package org.trimtab.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads a YAML file into {@link Section}s that know where they stand. */
public final class Document {
    /** Largest file read. */
    public static final int SIZE_BYTES_MAX = 8 * 1024 * 1024;

    private static final int NESTING_MAX = 20;

    private Document() {}

    /**
     * Reads a file.
     *
     * @throws BadDocument when it is missing, unreadable, too large or not a YAML mapping
     */
    public static Section read(Path file) {
        String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SIZE_BYTES_MAX + 1);
            if (bytes.length > SIZE_BYTES_MAX) {
                throw new BadDocument(
                        String.format(
                                Locale.ROOT,
                                "%s: the file is too large; at most %,d bytes are read",
                                name,
                                SIZE_BYTES_MAX));
            }
            return parse(name, utf8(bytes));
        } catch (NoSuchFileException e) {
            throw new BadDocument(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new BadDocument(name + ": the file is not UTF-8 text");
        } catch (IOException e) {
            throw new BadDocument(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    /**
     * Reads a text.
     *
     * @param name how messages call it
     * @throws BadDocument when it is not a YAML mapping
     */
    public static Section parse(String name, String text) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setAllowDuplicateKeys(false)
                        .setAllowNonScalarKeys(true)
                        .setMaxAliasesForCollections(0)
                        .setCodePointLimit(SIZE_BYTES_MAX)
                        .build();
        try {
            checkShape(name, new Parse(settings).parseString(text));
            return new Compose(settings)
                    .composeString(text)
                    .filter(MappingNode.class::isInstance)
                    .map(node -> Section.root(name, (MappingNode) node))
                    .orElseThrow(() ->
                            new BadDocument(
                                    name + ": expected keys and values, such as \"site: west-1\""));
        } catch (MarkedYamlEngineException e) {
            throw new BadDocument(name + lineOf(e.getProblemMark()) + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new BadDocument(name + ": " + e.getMessage());
        }
    }

    /** Refuses, before anything is built from it, a text that would grow when read or nests beyond reason. */
    private static void checkShape(String name, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            depth +=
                    switch (event.getEventId()) {
                        case MappingStart, SequenceStart -> 1;
                        case MappingEnd, SequenceEnd -> -1;
                        default -> 0;
                    };
            if (depth > NESTING_MAX) {
                throw new BadDocument(
                        name
                                + lineOf(event.getStartMark())
                                + ": nested deeper than "
                                + NESTING_MAX);
            }
            if (event.getEventId() == Event.ID.Alias) {
                throw new BadDocument(
                        name
                                + lineOf(event.getStartMark())
                                + ": aliases (*name) are not read; write the value out");
            }
        }
    }

    private static String lineOf(Optional<Mark> mark) {
        return mark.map(m -> " line " + (m.getLine() + 1)).orElse("");
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
