package org.trimtab.resource;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What people know a device by, besides its name.
 *
 * @param rack where it stands; null when nobody said
 * @param tags words to select it by
 */
public record Labels(@Nullable String rack, Set<String> tags) {
    public static final Labels NONE = new Labels(null, Set.of());

    public Labels {
        if (rack != null) {
            Name.check("rack", rack);
        }
        tags.forEach(tag -> Name.check("tag", tag));
        tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }
}
