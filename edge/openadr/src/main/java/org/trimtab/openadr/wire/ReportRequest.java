package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.FromClient;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.ObjectId;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A report as a VEN writes it.
 *
 * @param eventID the event that asked for it
 * @param clientName who reports
 * @param reportName for people
 * @param payloadDescriptors what the values mean
 * @param resources one entry a resource
 * @param extras properties the text does not know
 */
@FromClient
public record ReportRequest(
        @Must @ObjectId String eventID,
        @Must @Size String clientName,
        @Size(min = 0, max = 8192) @Nullable String reportName,
        @Nullable List<PayloadDescriptor> payloadDescriptors,
        @Must List<ReportResource> resources,
        Extras extras) {
    /** Copies the lists. */
    public ReportRequest {
        resources = List.copyOf(resources);
        payloadDescriptors = payloadDescriptors == null ? null : List.copyOf(payloadDescriptors);
    }
}
