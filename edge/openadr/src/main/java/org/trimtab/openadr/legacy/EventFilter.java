package org.trimtab.openadr.legacy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are ours. An empty set accepts all.
 *
 * @param venId our id at this VTN
 */
record EventFilter(String venId, Set<String> marketContexts, Set<String> resourceIds) {

    /** Why the event is not for us, or null when it is. */
    @Nullable EventAnswer refusal(LegacyEvent event) {
        LegacyTargets targets = event.targets();
        boolean otherVen = !targets.venIds().isEmpty() && !targets.venIds().contains(venId);
        if (otherVen && !ours(targets.resourceIds())) {
            return EventAnswer.refused(
                    ResponseCode.TARGET_MISMATCH, "its target is another VEN than " + venId);
        }
        if (!resourceIds.isEmpty()
                && !targets.resourceIds().isEmpty()
                && !ours(targets.resourceIds())) {
            return EventAnswer.refused(
                    ResponseCode.TARGET_MISMATCH, "none of its resources is ours");
        }
        if (!marketContexts.isEmpty() && !marketContexts.contains(event.marketContext())) {
            return EventAnswer.refused(
                    ResponseCode.NOT_RECOGNIZED,
                    "its market context '%s' is not agreed"
                            .formatted(Tag.shortened(event.marketContext())));
        }
        return null;
    }

    private boolean ours(List<String> resources) {
        return resources.stream().anyMatch(resourceIds::contains);
    }
}
