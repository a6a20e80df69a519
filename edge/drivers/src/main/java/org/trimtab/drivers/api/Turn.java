package org.trimtab.drivers.api;

/**
 * What a conversation does next.
 *
 * @param <R> what it ends in
 */
public sealed interface Turn<R> {
    /** Say this and come back with the reply. */
    record Ask<R>(Exchange exchange) implements Turn<R> {}

    /** The conversation is over. */
    record Done<R>(R result) implements Turn<R> {}
}
