package org.trimtab.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.settlement.Statement;
import org.trimtab.telemetry.DeviceReading;

/** A running site: one engine, its doors, and the desk people speak to. */
public final class LiveSite implements SiteDesk, AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration FRAME_EVERY = Duration.ofMillis(500);

    private final SiteClock clock;
    private final Doors doors;
    private final Memory memory;
    private final Views views;
    private final Crank crank;
    private final EvidenceClerk clerk;
    private final Recovery recovery;
    private final JournalShelf shelf;
    private final Watchers watchers;
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("housekeeping").daemon(true).unstarted(task));
    private final PoolWatch pools = new PoolWatch();
    private final ReadingSieve sieve;
    private volatile @Nullable String choreTrouble;

    LiveSite(SiteClock clock, Doors.Opening opening, Recovery recovery, EvidenceClerk clerk) {
        this.clock = clock;
        this.memory = recovery.memory();
        this.recovery = recovery;
        shelf = new JournalShelf(recovery);
        this.clerk = clerk;
        var definition = recovery.definition();
        var devices = definition.site().devices();
        Duration staleAfter = definition.policy().deviceStaleAfter();
        views = new Views(definition.site().id().value(), devices, staleAfter);
        sieve = new ReadingSieve(devices.size(), staleAfter);
        crank =
                new Crank(
                        definition,
                        recovery.engine(),
                        recovery.journal().lastStep(),
                        clock,
                        recovery.journal(),
                        shelf::rebuilt,
                        this::stepped);
        doors =
                opening.open(
                        reading -> crank.post(new Input.MeterRead(reading)),
                        this::read,
                        outcome -> crank.post(new Input.OutcomesKnown(List.of(outcome))));
        watchers = new Watchers(this::frame);
    }

    /** Opens a site from its file and data folder and starts it. */
    public static LiveSite open(LiveSettings settings) throws java.io.IOException {
        LiveSite site = Opening.of(settings);
        site.start();
        return site;
    }

    private void start() {
        crank.start();
        if (recovery.resumed()) {
            crank.post(new Input.Restarted());
        }
        doors.start(recovery.engine());
        Thread.ofPlatform()
                .name("rehearsal")
                .daemon(true)
                .start(() -> Rehearsal.play(recovery.definition()));
        every(Duration.ofSeconds(1), this::keepHouse);
        every(FRAME_EVERY, watchers::send);
    }

    private void every(Duration pause, Runnable chore) {
        Runnable careful =
                () -> {
                    try {
                        chore.run();
                        choreTrouble = null;
                    } catch (RuntimeException e) {
                        // One failed round must not end the chore; a person sees it among the
                        // alarms.
                        choreTrouble = "housekeeping failed and is tried again: " + e.getMessage();
                    }
                };
        var _ =
                housekeeping.scheduleAtFixedRate(
                        careful, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the last run left, in words; null when the site started afresh. */
    public @Nullable String recoveryNote() {
        return recovery.note();
    }

    /** The folder the journal is written to. */
    public Path journal() {
        return shelf.place();
    }

    /** Devices whose pools are no longer what they were when first read. */
    public List<String> poolsChanged() {
        return pools.changed();
    }

    /** Devices whose pools have been read since they were last asked for. */
    public int poolsRead() {
        return pools.read();
    }

    /** Reads the pools of every device again, soon. */
    public void readPoolsAgain() {
        pools.readAgain();
        doors.readPools();
    }

    /** The site as the engine knows it. */
    public SiteDefinition definition() {
        return recovery.definition();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Obligation instruct(Ask ask) {
        Instruction instruction = ask(engine -> instruction(ask, engine));
        if (crank.halted() != null
                || !crank.post(new Input.InstructionArrived(instruction, ask.asReceived()))) {
            return new Obligation(
                    instruction,
                    ObligationState.REFUSED,
                    now(),
                    null,
                    null,
                    null,
                    Refusal.JOURNAL_UNWRITABLE);
        }
        // Asked behind the instruction in the same inbox, so the step that decides it comes first.
        Obligation decided = ask(engine -> decided(instruction, engine));
        return decided != null
                ? decided
                : new Obligation(
                        instruction,
                        ObligationState.REFUSED,
                        now(),
                        null,
                        null,
                        null,
                        Refusal.JOURNAL_UNWRITABLE);
    }

    private static @Nullable Obligation decided(Instruction instruction, Engine engine) {
        Obligation held = engine.obligation(instruction.id());
        if (held == null || held.instruction().asksTheSameAs(instruction)) {
            return held;
        }
        return new Obligation(
                instruction,
                ObligationState.REFUSED,
                held.changedAt(),
                null,
                null,
                null,
                Refusal.ID_REUSED);
    }

    /** An ask without a begin that repeats a known one means that one. */
    private Instruction instruction(Ask ask, Engine engine) {
        InstructionId id =
                new InstructionId(ask.id() == null ? Asks.freshId(ask.receivedAt()) : ask.id());
        Instant from = ask.from() == null ? ask.receivedAt() : ask.from();
        Obligation known = engine.obligation(id);
        if (known != null && ask.from() == null) {
            from = known.instruction().interval().from();
        }
        if (ask.length().isZero()) {
            throw new IllegalArgumentException(
                    "an instruction must hold for some time, such as 10m");
        }
        Notice notice =
                new Notice(
                        id,
                        ask.source(),
                        ask.receivedAt(),
                        MarketInterval.starting(from, ask.length()));
        if (ask.limit() != null) {
            return new Instruction.LimitTo(notice, ask.limit());
        }
        if (ask.reduceBy() != null) {
            return new Instruction.ReduceBy(notice, ask.reduceBy());
        }
        throw new IllegalArgumentException("give a limit or a reduction");
    }

    @Override
    public @Nullable Obligation cancel(String id) {
        InstructionId instruction = new InstructionId(id);
        if (ask(engine -> engine.obligation(instruction) == null)) {
            return null;
        }
        if (!crank.post(new Input.CancelArrived(instruction, now()))) {
            throw new CannotAnswer("the site cannot take the cancellation now: " + crank.halted());
        }
        return ask(engine -> engine.obligation(instruction));
    }

    @Override
    public SiteStatus status() {
        return ask(this::statusOf);
    }

    private SiteStatus statusOf(Engine engine) {
        List<String> alarms = memory.alarms();
        String halted = crank.halted();
        if (halted != null) {
            alarms.addFirst(halted);
        }
        String trouble = choreTrouble;
        if (trouble != null) {
            alarms.addFirst(trouble);
        }
        alarms.addAll(0, doors.troubles());
        alarms.addAll(0, clerk.troubles());
        return views.status(engine, now(), alarms, halted != null);
    }

    @Override
    public List<DeviceView> devices() {
        return ask(engine -> {
            List<DeviceView> all = new ArrayList<>();
            for (int place = 0; place < recovery.definition().site().devices().size(); place++) {
                all.add(views.device(engine, place, doors.readFailure(place)));
            }
            return all;
        });
    }

    @Override
    public List<FamilyView> families() {
        return ask(engine -> views.families(engine, now()));
    }

    @Override
    public List<EventView> events() {
        return ask(engine -> {
            List<EventView> all = new ArrayList<>();
            for (String id : memory.events().idsNewestFirst()) {
                EventView view = viewOf(id, engine);
                if (view != null) {
                    all.add(view);
                }
            }
            return all;
        });
    }

    @Override
    public @Nullable EventView event(String id) {
        return ask(engine -> viewOf(id, engine));
    }

    private @Nullable EventView viewOf(String id, Engine engine) {
        EventRecord event = memory.events().find(id);
        return event == null ? null : event.view(engine, doors::place, evidence(id) != null);
    }

    @Override
    public @Nullable Statement statement(String id) {
        return ask(_ -> {
            EventRecord event = memory.events().find(id);
            return event == null ? null : event.statement();
        });
    }

    @Override
    public @Nullable Path evidence(String id) {
        new InstructionId(id);
        Path bundle = clerk.place(id);
        return Files.isRegularFile(bundle) ? bundle : null;
    }

    @Override
    public AutoCloseable watch(Consumer<LiveFrame> listener) {
        return watchers.add(listener);
    }

    private LiveFrame frame() {
        return ask(engine -> new LiveFrame(statusOf(engine), views.cells(engine, now())));
    }

    private void stepped(Step step, Engine engine, Duration took) {
        for (Output output : step.outputs()) {
            if (output instanceof Output.CommandIssued issued) {
                doors.send(issued.command());
            }
        }
        memory.stepped(step, took);
        for (Output output : step.outputs()) {
            switch (output) {
                case Output.StandingChanged changed ->
                        doors.stood(changed.device(), changed.phase());
                case Output.ObligationChanged changed -> {
                    doors.changed(changed.obligation());
                    clerk.changed(changed.obligation(), memory.dossier());
                }
                default -> {}
            }
        }
    }

    private void read(int place, DeviceReport report) {
        DeviceReading reading = report.reading();
        if (report.poolsDigest() != null) {
            pools.seen(doors.device(place).id(), report.poolsDigest());
        }
        if (reading != null && sieve.passes(place, reading, doors.isExpected(place))) {
            crank.post(new Input.DevicesRead(List.of(reading)));
        }
    }

    private void keepHouse() {
        clock.follow();
        doors.keepHouse();
        if (shelf.isFull()) {
            crank.rollOver(shelf::begin);
        }
    }

    private <T extends @Nullable Object> T ask(Function<Engine, T> question) {
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

    @Override
    public void close() {
        housekeeping.shutdownNow();
        doors.close();
        crank.close();
        clerk.close();
        shelf.close();
    }
}
