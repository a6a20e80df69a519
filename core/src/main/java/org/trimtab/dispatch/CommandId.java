package org.trimtab.dispatch;

import org.trimtab.resource.Name;

/**
 * Names a command to a device.
 *
 * @param value 1 to 64 letters, digits and {@code . _ : -}
 */
public record CommandId(String value) implements Comparable<CommandId> {
    public CommandId {
        Name.check("command id", value);
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
