package org.trimtab.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Keys and values of one block of a document. A key that is never asked for is unknown: {@link #done} reports it
 * with the nearest known one.
 */
public final class Section {
    private final String document;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Section(String document, String path, MappingNode node) {
        this.document = document;
        this.path = path;
        this.line = lineOf(node);
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new BadDocument(
                        document
                                + " line "
                                + lineOf(tuple.getKeyNode())
                                + ": a key must be plain text");
            }
            if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                throw new BadDocument(
                        document
                                + " line "
                                + lineOf(key)
                                + ": key \""
                                + Nearest.shown(key.getValue())
                                + "\" is given twice");
            }
            keyLines.put(key.getValue(), lineOf(key));
        }
    }

    static Section root(String document, MappingNode node) {
        return new Section(document, "", node);
    }

    /**
     * Says which keys this block may have, so that a mistyped one is told before a missing one.
     *
     * @return this block
     * @throws BadDocument when it holds any other, naming the nearest of them
     */
    public Section only(String... keys) {
        known.addAll(List.of(keys));
        done();
        return this;
    }

    /** True when the key is there; it then counts as known. */
    public boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** Every key it has, in order; for a block whose keys are names. They then count as known when asked for. */
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** The line a key stands on; that of the block when it has no such key. */
    public int lineOf(String key) {
        return keyLines.getOrDefault(key, line);
    }

    /** A wanted text. */
    public String text(String key) {
        return value(key, Function.identity());
    }

    /** A text, or {@code fallback} when the key is absent. */
    public String text(String key, String fallback) {
        return value(key, Function.identity(), fallback);
    }

    /**
     * A wanted value.
     *
     * @param parser reads the text; an {@link IllegalArgumentException} of it becomes a {@link BadDocument} with the
     *     key and line
     */
    public <T> T value(String key, Function<String, T> parser) {
        T value = find(key, parser);
        if (value == null) {
            throw new BadDocument(
                    document + " line " + line + ": key \"" + path + key + "\" is missing");
        }
        return value;
    }

    /** A value, or {@code fallback} when the key is absent. */
    public <T> T value(String key, Function<String, T> parser, T fallback) {
        T value = find(key, parser);
        return value == null ? fallback : value;
    }

    /** A value, or null when the key is absent. */
    public <T> @Nullable T find(String key, Function<String, T> parser) {
        if (!has(key)) {
            return null;
        }
        return parsed(key, values.get(key), parser);
    }

    /** A wanted block of keys. */
    public Section section(String key) {
        Section section = findSection(key);
        if (section == null) {
            throw new BadDocument(
                    document + " line " + line + ": block \"" + path + key + "\" is missing");
        }
        return section;
    }

    /** A block of keys, or null when the key is absent. */
    public @Nullable Section findSection(String key) {
        if (!has(key)) {
            return null;
        }
        if (values.get(key) instanceof MappingNode mapping) {
            return new Section(document, path + key + ".", mapping);
        }
        throw bad(key, "must be a block of keys and values");
    }

    /** A list of blocks; empty when the key is absent. */
    public List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Node item : items(key)) {
            if (!(item instanceof MappingNode mapping)) {
                throw bad(key, "must be a list of blocks, each starting with \"- \"");
            }
            sections.add(new Section(document, path + key + "[" + sections.size() + "].", mapping));
        }
        return sections;
    }

    /** A list of values; a single value counts as a list of one; empty when the key is absent. */
    public <T> List<T> values(String key, Function<String, T> parser) {
        List<T> list = new ArrayList<>();
        for (Node item : items(key)) {
            list.add(parsed(key, item, parser));
        }
        return list;
    }

    /**
     * Ends the reading of this block.
     *
     * @throws BadDocument when it holds a key that was never asked for, naming the nearest known one
     */
    public void done() {
        for (Map.Entry<String, Integer> key : keyLines.entrySet()) {
            if (!known.contains(key.getKey())) {
                throw new BadDocument(
                        document
                                + " line "
                                + key.getValue()
                                + ": unknown key \""
                                + path
                                + Nearest.shown(key.getKey())
                                + "\""
                                + Nearest.advice(key.getKey(), known));
            }
        }
    }

    /** What is wrong with a key of this block, ready to throw. */
    public BadDocument bad(String key, String what) {
        return new BadDocument(
                document + " line " + lineOf(key) + ": key \"" + path + key + "\": " + what);
    }

    private List<Node> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        Node node = values.get(key);
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    private <T> T parsed(String key, @Nullable Node node, Function<String, T> parser) {
        if (!(node instanceof ScalarNode scalar)) {
            throw bad(key, "must be a single value");
        }
        try {
            return parser.apply(scalar.getValue());
        } catch (IllegalArgumentException e) {
            throw new BadDocument(
                    document
                            + " line "
                            + lineOf(scalar)
                            + ": key \""
                            + path
                            + key
                            + "\": "
                            + e.getMessage());
        }
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
