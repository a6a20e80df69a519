package org.trimtab.resource;

/**
 * Names a feeder or bank within its site.
 *
 * @param value 1 to 64 letters, digits and {@code . _ : -}
 */
public record FeederId(String value) implements Comparable<FeederId> {
    public FeederId {
        Name.check("feeder id", value);
    }

    @Override
    public int compareTo(FeederId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
