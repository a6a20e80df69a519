package org.trimtab.fleet;

import java.time.Instant;
import java.util.Objects;
import org.trimtab.resource.SwitchPosition;

/**
 * One time that a switch was told to move.
 *
 * @param at when
 * @param wish where to
 * @param ending what came of it
 * @param by who asked for it
 * @param says what happened, for people
 */
public record SwitchOperation(
        Instant at, SwitchPosition wish, SwitchEnding ending, String by, String says) {
    public SwitchOperation {
        Objects.requireNonNull(at);
        Objects.requireNonNull(wish);
        Objects.requireNonNull(ending);
    }
}
