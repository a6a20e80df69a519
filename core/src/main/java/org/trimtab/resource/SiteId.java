package org.trimtab.resource;

/**
 * Names a site.
 *
 * @param value 1 to 64 letters, digits and {@code . _ : -}
 */
public record SiteId(String value) implements Comparable<SiteId> {
    public SiteId {
        Name.check("site id", value);
    }

    @Override
    public int compareTo(SiteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
