package org.trimtab.drivers.api;

/**
 * A talk with one device: it says what to send and reads what comes back, and touches no socket, clock or thread
 * itself, so thousands run on one loop and a recording can stand in for the device. Used once, by one thread.
 *
 * @param <R> what it ends in
 */
public interface Conversation<R> {
    /** The first turn. */
    Turn<R> open();

    /** The turn after a reply. Any bytes are a legal reply; a conversation never throws on them. */
    Turn<R> next(Reply reply);
}
