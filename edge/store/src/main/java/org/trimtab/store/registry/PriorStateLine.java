package org.trimtab.store.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of the file of prior states.
 *
 * @param device whose state
 * @param state how it was set, in the words of its driver
 * @param crc32c checksum over device and state, so that a changed byte is never written to a device
 */
record PriorStateLine(String device, String state, String crc32c) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** A line with its end. */
    static byte[] encode(DeviceId device, String state) {
        byte[] json =
                MAPPER.writeValueAsBytes(
                        new PriorStateLine(device.value(), state, checksum(device.value(), state)));
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** What a line says, or null when it is not whole. */
    static @Nullable PriorStateLine decode(byte[] line) {
        if (line.length == 0 || line[line.length - 1] != '\n') {
            return null;
        }
        try {
            PriorStateLine read = MAPPER.readValue(line, PriorStateLine.class);
            return read.crc32c.equals(checksum(read.device, read.state)) ? read : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String checksum(String device, String state) {
        CRC32C crc = new CRC32C();
        crc.update((device + "\0" + state).getBytes(StandardCharsets.UTF_16BE));
        return String.format("%08x", crc.getValue());
    }
}
