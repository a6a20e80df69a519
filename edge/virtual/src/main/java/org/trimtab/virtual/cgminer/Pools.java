package org.trimtab.virtual.cgminer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pools a machine works for; what these interfaces offer here cannot change them.
 *
 * @param list in order of priority
 * @param text address and user of each, one line per pool
 */
public record Pools(List<Pool> list, String text) {
    private static final int COUNT = 3;

    /**
     * One pool.
     *
     * @param url its address
     * @param user worker name
     */
    public record Pool(String url, String user) {}

    /** Those of the machine with this place in the fleet. */
    public static Pools of(int index) {
        List<Pool> list =
                IntStream.rangeClosed(1, COUNT)
                        .mapToObj(pool ->
                                new Pool(
                                        "stratum+tcp://pool-" + pool + ".example:3333",
                                        "site.unit" + index))
                        .toList();
        return new Pools(
                list,
                list.stream()
                        .map(pool -> pool.url + " " + pool.user)
                        .collect(Collectors.joining("\n")));
    }
}
