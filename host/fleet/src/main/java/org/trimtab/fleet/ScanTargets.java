package org.trimtab.fleet;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.RandomAccess;
import org.trimtab.store.registry.AddressRange;

/** The addresses to scan, each once, in order, without holding them all. */
public final class ScanTargets extends AbstractList<String> implements RandomAccess {
    /** Most addresses scanned at once: sixteen blocks of 65,536. */
    public static final int ADDRESSES_MAX = 1 << 20;

    private final List<long[]> spans = new ArrayList<>();
    private final int size;

    private ScanTargets(List<AddressRange> ranges) {
        List<AddressRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(AddressRange::first));
        long count = 0;
        long covered = -1;
        for (AddressRange range : sorted) {
            long first = Math.max(range.first(), covered + 1);
            if (first <= range.last()) {
                spans.add(new long[] {first, count});
                count += range.last() - first + 1;
                covered = range.last();
            }
        }
        if (count > ADDRESSES_MAX) {
            throw new FleetFailure(
                    String.format(
                            Locale.ROOT,
                            "%,d addresses are too many for one scan; scan at most %,d at a time",
                            count,
                            ADDRESSES_MAX));
        }
        size = (int) count;
    }

    /**
     * Reads blocks, ranges and addresses.
     *
     * @throws IllegalArgumentException naming the text and the allowed form
     * @throws FleetFailure when they are too many
     */
    public static ScanTargets parse(List<String> texts) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : texts) {
            AddressRange range = AddressRange.parseWithBlocks(text);
            if (range.port() != 0) {
                throw new FleetFailure(
                        "\"" + text + "\" has a port; name other ports with --port 80=8080");
            }
            ranges.add(range);
        }
        return new ScanTargets(ranges);
    }

    @Override
    public String get(int index) {
        int low = 0;
        int high = spans.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (spans.get(middle)[1] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        long[] span = spans.get(java.util.Objects.checkIndex(low, spans.size()));
        java.util.Objects.checkIndex(index, size);
        return AddressRange.dotted(span[0] + index - span[1]);
    }

    @Override
    public int size() {
        return size;
    }
}
