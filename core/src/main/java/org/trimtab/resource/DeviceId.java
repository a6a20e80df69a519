package org.trimtab.resource;

/**
 * Names a device within its site.
 *
 * @param value 1 to 64 letters, digits and {@code . _ : -}
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        Name.check("device id", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
