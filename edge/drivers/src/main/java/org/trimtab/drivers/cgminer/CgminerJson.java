package org.trimtab.drivers.cgminer;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one place where a device's JSON is read. Any bytes are taken: what cannot be read, even after repair, comes
 * back as null, and nothing is thrown.
 *
 * @param root the answer
 * @param repairs what had to be put right; empty for sound JSON
 */
public record CgminerJson(ObjectNode root, Set<Repair> repairs) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(JsonRepair.DEPTH_MAX)
                                                    .maxStringLength(64 * 1024)
                                                    .maxNumberLength(40)
                                                    .maxNameLength(1_024)
                                                    .build())
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    public CgminerJson {
        repairs = Set.copyOf(repairs);
    }

    /** Reads an answer, repairing it when needed; null when it is no JSON object even so. */
    public static @Nullable CgminerJson parse(byte[] bytes) {
        String text = textOf(bytes);
        ObjectNode sound = object(text);
        if (sound != null) {
            return new CgminerJson(sound, Set.of());
        }
        JsonRepair.Repaired repaired = JsonRepair.repair(text);
        ObjectNode root = repaired == null ? null : object(repaired.text());
        return root == null || repaired == null ? null : new CgminerJson(root, repaired.repairs());
    }

    /** Reads an answer that must be sound as it is, as one must before writing it back; null when it is not. */
    public static @Nullable ObjectNode parseStrictly(byte[] bytes) {
        return object(textOf(bytes));
    }

    /** True when the end of the answer was missing: what it says is no proof then. */
    public boolean truncated() {
        return repairs.contains(Repair.TRUNCATED);
    }

    private static @Nullable ObjectNode object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String textOf(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
