package org.trimtab.store.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Steps and site definitions as JSON bytes. The same value always gives the same bytes: keys stand in the order of the
 * records, maps and sets in the order of their keys. Absent is left out. What comes by the thousand is a row and not an
 * object: {@link Rows}.
 */
public final class StepCodec {
    private static final JsonMapper MAPPER = Shapes.mapper();
    private static final ObjectWriter STEP_WRITER = MAPPER.writerFor(Step.class);
    private static final ObjectReader STEP_READER = MAPPER.readerFor(Step.class);
    private static final ObjectWriter OUTPUTS_WRITER =
            MAPPER.writerFor(new TypeReference<List<Output>>() {});
    private static final ObjectWriter DEFINITION_WRITER = MAPPER.writerFor(SiteDefinition.class);
    private static final ObjectReader DEFINITION_READER = MAPPER.readerFor(SiteDefinition.class);
    private static final ObjectWriter HEADER_WRITER = MAPPER.writerFor(JournalHeader.class);
    private static final ObjectReader HEADER_READER = MAPPER.readerFor(JournalHeader.class);

    private StepCodec() {}

    /** Thrown when bytes are not what they should be; the message says where. */
    public static final class BadRecord extends RuntimeException {
        BadRecord(JacksonException cause) {
            super(cause.getOriginalMessage() + " (at " + cause.getPathReference() + ")", cause);
        }
    }

    /** A step as one line of JSON, without the line's end. */
    public static byte[] encode(Step step) {
        return STEP_WRITER.writeValueAsBytes(step);
    }

    /**
     * A step from its JSON.
     *
     * @throws BadRecord when the bytes are not a step
     */
    public static Step decode(byte[] json) {
        return read(Step.class, STEP_READER, json);
    }

    /** Outputs alone, to compare what was decided with what is decided again, byte by byte. */
    public static byte[] encodeOutputs(List<Output> outputs) {
        return OUTPUTS_WRITER.writeValueAsBytes(outputs);
    }

    /** A site definition as one line of JSON. */
    public static byte[] encodeDefinition(SiteDefinition definition) {
        return DEFINITION_WRITER.writeValueAsBytes(definition);
    }

    /**
     * A site definition from its JSON.
     *
     * @throws BadRecord when the bytes are not a site definition
     */
    public static SiteDefinition decodeDefinition(byte[] json) {
        return read(SiteDefinition.class, DEFINITION_READER, json);
    }

    static byte[] encodeHeader(JournalHeader header) {
        return HEADER_WRITER.writeValueAsBytes(header);
    }

    static JournalHeader decodeHeader(byte[] json) {
        return read(JournalHeader.class, HEADER_READER, json);
    }

    /** The build named in a header of any version; null when none can be made out. */
    static @Nullable String buildIn(byte[] header) {
        try {
            return MAPPER.readTree(header).path("build").stringValue(null);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static <T> T read(Class<T> type, ObjectReader reader, byte[] json) {
        try {
            return type.cast(reader.<Object>readValue(json));
        } catch (JacksonException e) {
            throw new BadRecord(e);
        }
    }
}
