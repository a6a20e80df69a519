package org.trimtab.drivers.api;

import org.jspecify.annotations.Nullable;

/**
 * What a conversation does next.
 *
 * @param <R> what it ends in
 */
public sealed interface Turn<R> {
    /** Say this and come back with the reply. */
    record Ask<R>(Exchange exchange) implements Turn<R> {}

    /**
     * The conversation is over.
     *
     * @param result what it ended in
     * @param farewell a last word, such as giving a session back, that nobody waits for; its answer is thrown away,
     *     and it may be dropped; null for none
     */
    record Done<R>(R result, @Nullable Exchange farewell) implements Turn<R> {
        public Done(R result) {
            this(result, null);
        }
    }
}
