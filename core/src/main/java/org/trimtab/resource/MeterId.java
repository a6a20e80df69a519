package org.trimtab.resource;

/**
 * Names a meter within its site.
 *
 * @param value 1 to 64 letters, digits and {@code . _ : -}
 */
public record MeterId(String value) implements Comparable<MeterId> {
    public MeterId {
        Name.check("meter id", value);
    }

    @Override
    public int compareTo(MeterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
