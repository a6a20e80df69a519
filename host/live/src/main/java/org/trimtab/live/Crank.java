package org.trimtab.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Journal;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;

/**
 * Turns the engine's crank on one thread: takes letters from a bounded inbox, steps at once when one arrives and
 * otherwise on the tick, keeps the step in the journal, and only then lets its outputs out. Only readings of devices
 * and outcomes of commands are gathered for a moment, because a large site has thousands of them a second while it
 * falls and a step looks at all of it.
 *
 * <p>A step that cannot be kept did not happen: the engine is built again from the journal, the site holds what it
 * has, and nothing new is taken on until the journal can be written again.
 */
final class Crank implements AutoCloseable {
    /** Readings beyond this wait at their source; instructions beyond it are refused. */
    static final int INBOX_MAX = 65_536;

    /** Letters taken into one step at most, so that a step's work is bounded. */
    static final int BATCH_MAX = 8_192;

    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long readings and outcomes may wait for more of their kind. */
    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    /** Sees every step after it was kept, on the crank's thread. */
    interface Witness {
        /**
         * A step was kept.
         *
         * @param took how long the engine needed to decide it
         */
        void stepped(Step step, Engine engine, Duration took);
    }

    /** Builds the engine again from what the journal holds. */
    interface Rebuild {
        Engine rebuild() throws IOException;
    }

    /** Begins a new journal, for an engine that knows nothing yet. */
    interface Fresh {
        Journal begin() throws IOException;
    }

    private sealed interface Letter {
        /** True when it can wait a moment for others. */
        boolean isPatient();

        record Post(Input input) implements Letter {
            @Override
            public boolean isPatient() {
                return input instanceof Input.DevicesRead || input instanceof Input.OutcomesKnown;
            }
        }

        record Question<T>(Function<Engine, T> asked, CompletableFuture<T> answer)
                implements Letter {
            @Override
            public boolean isPatient() {
                return false;
            }

            void answerFrom(Engine engine) {
                try {
                    answer.complete(asked.apply(engine));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            }
        }
    }

    private final BlockingQueue<Letter> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
    private final AtomicLong dropped = new AtomicLong();
    private final SiteDefinition definition;
    private final InstantSource clock;
    private final Rebuild rebuild;
    private final Witness witness;
    private final Thread thread;
    private Journal journal;
    private Engine engine;
    private long lastStep;
    private Instant latest;
    private volatile @Nullable Fresh fresh;
    private volatile boolean closed;
    private volatile @Nullable String halted;

    Crank(
            SiteDefinition definition,
            Engine engine,
            long lastStep,
            InstantSource clock,
            Journal journal,
            Rebuild rebuild,
            Witness witness) {
        this.definition = definition;
        this.engine = engine;
        this.lastStep = lastStep;
        this.latest = engine.image().now();
        this.clock = clock;
        this.journal = journal;
        this.rebuild = rebuild;
        this.witness = witness;
        thread = Thread.ofPlatform().name("crank").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Puts an input in the inbox; false when the inbox is full or the journal cannot be written. */
    boolean post(Input input) {
        if (halted != null || !inbox.offer(new Letter.Post(input))) {
            dropped.incrementAndGet();
            return false;
        }
        return true;
    }

    /** Asks something of the engine between two steps. */
    <T> CompletableFuture<T> ask(Function<Engine, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (closed || !inbox.offer(new Letter.Question<>(question, answer))) {
            answer.completeExceptionally(
                    new CannotAnswer(
                            "the site is closed or too busy to answer; ask again in a moment"));
        }
        return answer;
    }

    /** Why nothing new is taken on; null while all is well. */
    @Nullable String halted() {
        return halted;
    }

    /** Inputs left out because the inbox was full or the journal could not be written. */
    long dropped() {
        return dropped.get();
    }

    private void run() {
        long nextTick = System.nanoTime();
        List<Input> inputs = new ArrayList<>();
        List<Letter> letters = new ArrayList<>();
        while (!closed) {
            letters.clear();
            inputs.clear();
            try {
                gather(letters, nextTick);
            } catch (InterruptedException e) {
                return;
            }
            if (System.nanoTime() - nextTick >= 0) {
                nextTick = System.nanoTime() + (halted == null ? TICK_NS : RETRY_NS);
            }
            for (Letter letter : letters) {
                if (letter instanceof Letter.Post post) {
                    inputs.add(post.input());
                }
            }
            turn(inputs);
            rollOverIfQuiet();
            for (Letter letter : letters) {
                if (letter instanceof Letter.Question<?> question) {
                    question.answerFrom(engine);
                }
            }
        }
    }

    /** Takes letters until one comes that cannot wait, readings have waited long enough, or the tick is due. */
    private void gather(List<Letter> letters, long nextTick) throws InterruptedException {
        long until = nextTick;
        while (letters.size() < BATCH_MAX) {
            Letter letter =
                    inbox.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (letter == null) {
                return;
            }
            if (letters.isEmpty()) {
                until = Math.min(nextTick, System.nanoTime() + GATHER_NS);
            }
            letters.add(letter);
            if (!letter.isPatient()) {
                inbox.drainTo(letters, BATCH_MAX - letters.size());
                return;
            }
        }
    }

    /** Has a new journal begun at the next moment at which nothing is owed and nothing asleep. */
    void rollOver(Fresh next) {
        fresh = next;
    }

    /** The new engine is told what the old one knew of its meters and devices as its first step. */
    private void rollOverIfQuiet() {
        Fresh next = fresh;
        if (next == null || halted != null || !engine.isQuiet()) {
            return;
        }
        fresh = null;
        List<Input> known = engine.carryOver();
        try {
            journal = next.begin();
            engine = new Engine(definition);
            lastStep = 0;
            turn(known);
        } catch (IOException e) {
            // The old journal goes on; housekeeping asks again.
        }
    }

    private void turn(List<Input> inputs) {
        if (halted != null && !inputs.isEmpty()) {
            dropped.addAndGet(inputs.size());
            inputs.clear();
        }
        Instant now = now();
        long begun = System.nanoTime();
        List<Output> outputs = engine.step(now, inputs);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (inputs.isEmpty() && outputs.isEmpty() && halted == null) {
            return;
        }
        Step step = new Step(lastStep + 1, now, inputs, outputs);
        try {
            journal.append(step, mustBeDurable(outputs));
            lastStep++;
            halted = null;
            witness.stepped(step, engine, took);
        } catch (IOException e) {
            halt(e, step);
        }
    }

    /**
     * The site's time, which never goes back: steps in which nothing happened are not kept, so what is kept must not
     * depend on how far they had come when the clock was set back.
     */
    private Instant now() {
        Instant now = clock.instant();
        if (now.isBefore(latest)) {
            return latest;
        }
        latest = now;
        return now;
    }

    private void halt(IOException cause, Step lost) {
        halted =
                "the journal cannot be written ("
                        + cause.getMessage()
                        + "); the site holds its devices as they are and takes nothing new";
        if (lost.inputs().isEmpty() && lost.outputs().isEmpty()) {
            return;
        }
        try {
            engine = rebuild.rebuild();
        } catch (IOException again) {
            halted = halted + "; nor can it be read (" + again.getMessage() + ")";
        }
    }

    /** What goes out to a device or answers the grid must not be forgotten by a power cut. */
    private static boolean mustBeDurable(List<Output> outputs) {
        for (Output output : outputs) {
            if (output instanceof Output.CommandIssued
                    || output instanceof Output.ObligationChanged
                    || output instanceof Output.HoldChanged
                    || output instanceof Output.FrequencyStateChanged) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Letter letter;
        while ((letter = inbox.poll()) != null) {
            if (letter instanceof Letter.Question<?> question) {
                question.answer().completeExceptionally(new CannotAnswer("the site is closed"));
            }
        }
    }
}
