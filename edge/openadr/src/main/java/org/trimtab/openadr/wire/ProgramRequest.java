package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.FromClient;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A program as a client writes it.
 *
 * @param programName unique in a VTN
 * @param intervalPeriod the span of the program
 * @param programDescriptions where it is described
 * @param payloadDescriptors defaults for its events and reports
 * @param attributes described by the enumerations, or private
 * @param targets plain target names; null where none were written
 * @param extras properties the text does not know
 */
@FromClient
public record ProgramRequest(
        @Must @Size String programName,
        @Nullable IntervalPeriod intervalPeriod,
        @Nullable List<ProgramDescription> programDescriptions,
        @Nullable List<PayloadDescriptor> payloadDescriptors,
        @Nullable List<ValuesMap> attributes,
        @Size @Nullable List<String> targets,
        Extras extras) {
    /** Copies the lists. */
    public ProgramRequest {
        programDescriptions = programDescriptions == null ? null : List.copyOf(programDescriptions);
        payloadDescriptors = payloadDescriptors == null ? null : List.copyOf(payloadDescriptors);
        attributes = attributes == null ? null : List.copyOf(attributes);
        targets = targets == null ? null : List.copyOf(targets);
    }

    /** A program with a name and targets. */
    public static ProgramRequest of(String programName, @Nullable List<String> targets) {
        return new ProgramRequest(programName, null, null, null, null, targets, Extras.NONE);
    }
}
