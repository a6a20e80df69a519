package org.trimtab.openadr.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The examples of the Definitions and the User Guide go in and come out the same. */
class ExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```json\\s*\\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldWriteBackEveryExampleOfTheTexts() {
        List<String> not = new ArrayList<>();
        int read = 0;
        for (String name : List.of("User_Guide.md", "Definition.md")) {
            Matcher block = BLOCK.matcher(Texts.text(name));
            while (block.find()) {
                JsonNode node;
                try {
                    node = Wire.parse(block.group(1).getBytes(StandardCharsets.UTF_8));
                } catch (WireFault fault) {
                    continue; // some blocks of the texts are fragments or carry remarks
                }
                for (JsonNode object : node.isArray() ? list(node) : List.of(node)) {
                    Class<? extends Record> type = kind(object);
                    if (type == null) {
                        continue;
                    }
                    read++;
                    try {
                        Record value = Wire.readAnswer(object, type);
                        assertThat(without(Wire.tree(value))).isEqualTo(without(object));
                    } catch (WireFault fault) {
                        not.add(fault.getMessage());
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(40);
        // User Guide 7.7-1 writes payLoadType
        assertThat(not).containsOnly("reportDescriptors[0].payloadType is required and missing");
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }

    /** An absent property and one that is null say the same. */
    private static JsonNode without(JsonNode node) {
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node.isObject()) {
            ((tools.jackson.databind.node.ObjectNode) node).removeIf(JsonNode::isNull);
        }
        node.forEach(ExamplesTest::strip);
    }

    private static Class<? extends Record> kind(JsonNode node) {
        if (node.has("operation")) {
            return Notification.class;
        }
        if (node.has("id") && node.has("objectType")) {
            return Wire.typeNamed(node.get("objectType").stringValue()).asSubclass(Record.class);
        }
        if (node.has("programName")) {
            return ProgramRequest.class;
        }
        if (node.has("objectOperations")) {
            return SubscriptionRequest.class;
        }
        if (node.has("eventID") && node.has("resources")) {
            return ReportRequest.class;
        }
        if (node.has("programID")) {
            return EventRequest.class;
        }
        return node.has("venID") ? ResourceRequest.class : null;
    }
}
