package org.trimtab.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets a verb end in good order when it is interrupted: from then on it is asked to stop, and the process waits a while
 * until what is known has been kept and printed.
 */
final class Stopping implements AutoCloseable, BooleanSupplier {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean stopped;

    Stopping() {
        hook = new Thread(this::stop, "stopping");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        stopped = true;
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("trimtab: gave up waiting for an orderly end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return stopped;
    }

    /** The verb has printed all it has to say. */
    @Override
    public void close() {
        over.countDown();
        if (!stopped) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending this very moment; the hook finds the verb over.
            }
        }
    }
}
