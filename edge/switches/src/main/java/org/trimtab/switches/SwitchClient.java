package org.trimtab.switches;

import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchPosition;

/**
 * Moves and reads one switch; for one thread at a time. It asks no interlock: whoever calls it has done so. It never
 * tries twice.
 */
public interface SwitchClient extends AutoCloseable {
    /** Which switch this is. */
    Switch which();

    /**
     * Reads where it stands. Takes a bounded time.
     *
     * @throws SwitchUnreachable when that cannot be read; the message says what to do
     */
    SwitchPosition position() throws SwitchUnreachable;

    /** Tells it to move and looks once whether it did. Takes a bounded time. */
    SwitchOutcome move(SwitchPosition wish);

    /** Lets the connection go; a later call opens a new one. */
    @Override
    void close();
}
