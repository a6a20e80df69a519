package org.trimtab.baseline;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every baseline method there is, by its id. */
public final class BaselineMethods {
    /** How many near ids an unknown one is answered with. */
    static final int NEAREST = 3;

    /** The plainest like days: what load before an event is compared with. */
    static final BaselineSpec LIKE_DAYS = LikeDaySpecs.generic();

    private static final Map<String, BaselineMethod> BY_ID = byId();

    private BaselineMethods() {}

    /** All of them, in the order of their markets. */
    public static List<BaselineMethod> all() {
        return List.copyOf(BY_ID.values());
    }

    /**
     * A method by its id.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    public static BaselineMethod of(String id) {
        BaselineMethod method = BY_ID.get(id);
        if (method == null) {
            List<String> nearest =
                    BY_ID.keySet().stream()
                            .sorted(Comparator.comparingInt(each -> distance(id, each)))
                            .limit(NEAREST)
                            .toList();
            throw new IllegalArgumentException(
                    "there is no baseline method \"%s\"; the nearest are %s"
                            .formatted(id, String.join(", ", nearest)));
        }
        return method;
    }

    /** A method of like days with values of its own, for rules that differ from the published ones. */
    public static BaselineMethod of(BaselineSpec spec) {
        return new LikeDays(spec);
    }

    /** The methods of like days as data; what {@link #of(BaselineSpec)} can be given with other values. */
    public static List<BaselineSpec> specs() {
        return LikeDaySpecs.all();
    }

    private static Map<String, BaselineMethod> byId() {
        Map<String, BaselineMethod> methods = new LinkedHashMap<>();
        Stream.concat(
                        PlainMethods.all().stream(),
                        LikeDaySpecs.all().stream().map(LikeDays::new))
                .forEach(method -> methods.put(method.id(), method));
        return methods;
    }

    /** Edits of one letter from one word to another. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int best = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[other.length()];
    }
}
