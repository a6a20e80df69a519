package org.trimtab.openadr.legacy;

import java.util.List;

/** Whom an event is for (eiTarget); an empty list does not narrow. */
public record LegacyTargets(
        List<String> groupIds,
        List<String> resourceIds,
        List<String> venIds,
        List<String> partyIds) {

    public static final LegacyTargets NONE =
            new LegacyTargets(List.of(), List.of(), List.of(), List.of());

    public LegacyTargets {
        groupIds = List.copyOf(groupIds);
        resourceIds = List.copyOf(resourceIds);
        venIds = List.copyOf(venIds);
        partyIds = List.copyOf(partyIds);
    }
}
