package org.trimtab.fleet;

import org.jspecify.annotations.Nullable;
import org.trimtab.resource.SwitchInterlock.Verdict;
import org.trimtab.resource.SwitchPosition;

/**
 * What became of the wish to move a switch.
 *
 * @param before how it was found
 * @param wish where it should go
 * @param operation the command and what came of it; null when the interlock kept it from being sent
 * @param seen where it stands as last read; null when that could not be read
 */
public record SwitchMove(
        SwitchState before,
        SwitchPosition wish,
        @Nullable SwitchOperation operation,
        @Nullable SwitchPosition seen) {

    /** Why the interlock left it as it stands; null when it allowed the movement. */
    public Verdict.@Nullable Refused refusal() {
        return operation == null && before.verdict(wish) instanceof Verdict.Refused refused
                ? refused
                : null;
    }
}
