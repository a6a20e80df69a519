package org.trimtab.resource;

/**
 * Names a switch within its site.
 *
 * @param value 1 to 64 letters, digits and {@code . _ : -}
 */
public record SwitchId(String value) implements Comparable<SwitchId> {
    public SwitchId {
        Name.check("switch id", value);
    }

    @Override
    public int compareTo(SwitchId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
