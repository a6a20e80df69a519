package org.trimtab.evidence;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two values first differ, for people. */
final class JsonDifference {
    private static final int SHOWN_MAX = 80;

    private JsonDifference() {}

    /**
     * The first difference.
     *
     * @return such as {@code intervals[3].baseline_w is 1200, not 1300}; null when the values are equal
     */
    static @Nullable String first(Json recorded, Json again) {
        return first("", recorded, again);
    }

    private static @Nullable String first(String path, Json recorded, Json again) {
        if (recorded.equals(again)) {
            return null;
        }
        if (recorded instanceof Json.Fields here && again instanceof Json.Fields there) {
            TreeSet<String> names = new TreeSet<>(here.values().keySet());
            names.addAll(there.values().keySet());
            for (String name : names) {
                Json one = here.get(name);
                Json other = there.get(name);
                String field = path.isEmpty() ? name : path + "." + name;
                if (one == null || other == null) {
                    return field + (one == null ? " is missing" : " does not belong");
                }
                String found = first(field, one, other);
                if (found != null) {
                    return found;
                }
            }
        }
        if (recorded instanceof Json.Items here && again instanceof Json.Items there) {
            return first(path, here.values(), there.values());
        }
        return path + " is " + shown(recorded) + ", not " + shown(again);
    }

    private static @Nullable String first(String path, List<Json> here, List<Json> there) {
        for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
            String found = first(path + "[" + i + "]", here.get(i), there.get(i));
            if (found != null) {
                return found;
            }
        }
        return path + " has " + here.size() + " items, not " + there.size();
    }

    private static String shown(Json value) {
        String text = CanonicalJson.text(value);
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}
