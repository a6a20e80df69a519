package org.trimtab.documents;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
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
        try {
            long size = Files.size(file);
            if (size > SIZE_BYTES_MAX) {
                throw new BadDocument(
                        String.format(
                                Locale.ROOT,
                                "%s: %,d bytes is too large; at most %,d are read",
                                name,
                                size,
                                SIZE_BYTES_MAX));
            }
            return parse(name, Files.readString(file));
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
                        .setMaxAliasesForCollections(0)
                        .setCodePointLimit(SIZE_BYTES_MAX)
                        .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .filter(MappingNode.class::isInstance)
                    .map(node -> Section.root(name, (MappingNode) node, NESTING_MAX))
                    .orElseThrow(() ->
                            new BadDocument(
                                    name + ": expected keys and values, such as \"site: west-1\""));
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("");
            throw new BadDocument(name + line + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new BadDocument(name + ": " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new BadDocument(name + ": nested too deeply");
        }
    }
}
