package org.trimtab.openadr.vtn.push;

import java.util.concurrent.CompletableFuture;

/** An open connection to a broker. */
interface Broker extends AutoCloseable {
    /** Publishes with quality of service 1, not retained; done when the broker has taken it. */
    CompletableFuture<?> publish(String topic, byte[] body);

    boolean isConnected();

    @Override
    void close();

    /** Opens connections. */
    @FunctionalInterface
    interface Opener {
        /**
         * Connects.
         *
         * @throws BrokerFailed when the broker does not let us in
         */
        Broker open() throws BrokerFailed, InterruptedException;
    }

    /** The broker cannot be reached, or no longer. */
    final class BrokerFailed extends Exception {
        private static final long serialVersionUID = 1L;

        BrokerFailed(String message) {
            super(message);
        }
    }
}
