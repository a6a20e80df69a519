package org.trimtab.program;

import org.trimtab.resource.Name;

/**
 * Names an instruction; given by its sender, or made by us when the sender gave none.
 *
 * @param value 1 to 64 letters, digits and {@code . _ : -}
 */
public record InstructionId(String value) implements Comparable<InstructionId> {
    public InstructionId {
        Name.check("instruction id", value);
    }

    @Override
    public int compareTo(InstructionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
