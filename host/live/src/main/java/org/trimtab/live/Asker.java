package org.trimtab.live;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;

/** Puts inputs and questions before the crank, and waits for answers. For any thread but the crank's. */
final class Asker {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Crank crank;

    Asker(Crank crank) {
        this.crank = crank;
    }

    /** Asks something of the engine; what was told before is decided by then. */
    <T extends @Nullable Object> T ask(Function<Engine, T> question) {
        CompletableFuture<T> answer = crank.ask(question);
        try {
            return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new CannotAnswer("the site is too busy to answer; ask again in a moment");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Tells the engine something.
     *
     * @param what names it, for the message
     * @throws CannotAnswer when nothing new is taken now
     */
    void tell(Input input, String what) {
        if (!crank.post(input)) {
            String halted = crank.halted();
            throw new CannotAnswer(
                    "the site cannot take "
                            + what
                            + " now: "
                            + (halted == null ? "too much waits already; try again" : halted));
        }
    }

    /** True when the input was taken. */
    boolean offer(Input input) {
        return crank.halted() == null && crank.post(input);
    }
}
