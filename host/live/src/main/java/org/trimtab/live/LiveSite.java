package org.trimtab.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
import org.trimtab.openadr.site.VenBlocks;
import org.trimtab.operators.sources.PriceBlock;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.Signal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.settlement.Statement;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.MeterReading;

/** A running site: one engine, its doors, and the desk people speak to. */
public final class LiveSite implements SiteDesk, AutoCloseable {
    private static final Duration FRAME_EVERY = Duration.ofMillis(500);

    private final SiteClock clock;
    private final Doors doors;
    private final Memory memory;
    private final Views views;
    private final Crank crank;
    private final Asker asker;
    private final Counter counter;
    private final LiveHands hands;
    private final LiveDayPlans plans;
    private final EvidenceClerk clerk;
    private final Recovery recovery;
    private final @Nullable ReadingKeeper keeper;
    private final JournalShelf shelf;
    private final Watchers watchers;
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("housekeeping").daemon(true).unstarted(task));
    private final Promises promises = new Promises();
    private final PoolWatch pools = new PoolWatch();
    private volatile Consumer<Step> listener = _ -> {};
    private final ReadingSieve sieve;
    private final LevelMemory levels;
    private volatile SiteVens vens = SiteVens.NONE;
    private volatile @Nullable PriceWatch prices;
    private volatile @Nullable String choreTrouble;

    LiveSite(
            SiteClock clock,
            Doors.Opening opening,
            Recovery recovery,
            EvidenceClerk clerk,
            @Nullable ReadingKeeper keeper,
            DayPlanFile planFile) {
        this.keeper = keeper;
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
        levels = new LevelMemory(definition.site().settlementMeter());
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
                        new Doors.Inlets(
                                this::metered,
                                this::sampled,
                                this::read,
                                outcome -> crank.post(new Input.OutcomesKnown(List.of(outcome))),
                                this::learned));
        asker = new Asker(crank);
        counter = new Counter(clock, asker);
        hands = new LiveHands(definition, clock, memory.board(), asker);
        plans = new LiveDayPlans(this, definition, asker, planFile);
        watchers = new Watchers(this::frame);
    }

    /** Opens a site from its file and data folder and starts it. */
    public static LiveSite open(LiveSettings settings) throws java.io.IOException {
        return open(settings, _ -> {});
    }

    /**
     * Opens a site from its file and data folder and starts it.
     *
     * @param listener is told every step as it was kept in the journal, on the thread that turns the engine: it returns
     *     at once and throws nothing
     */
    public static LiveSite open(LiveSettings settings, Consumer<Step> listener)
            throws java.io.IOException {
        LiveSite site = Opening.of(settings);
        site.listener = listener;
        site.start();
        return site;
    }

    /** Asks for prices once the site has started. */
    void watch(PriceBlock.Read block) {
        prices = new PriceWatch(block, clock, this::price);
    }

    /** Follows the VTNs of the site file once the site has started. */
    void follow(VenBlocks.Read read, Path notes) throws java.io.IOException {
        vens =
                SiteVens.open(
                        read,
                        this,
                        new SiteVens.Surroundings(
                                levels, notes, recovery.definition().policy(), this::price));
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
        vens.start();
        PriceWatch watch = prices;
        if (watch != null) {
            watch.start();
        }
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

    /**
     * Takes in what energy costs in an interval.
     *
     * @throws CannotAnswer when nothing new is taken now
     */
    public void price(MarketInterval interval, EnergyPrice price) {
        asker.tell(new Input.PriceKnown(interval, price), "a price");
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
        return counter.instruct(ask);
    }

    @Override
    public @Nullable Obligation cancel(String id) {
        return counter.cancel(id);
    }

    @Override
    public SignalsTaken signal(String track, List<Signal> signals) {
        return counter.signal(track, signals);
    }

    @Override
    public PlanPreview preview(Ask ask) {
        return counter.preview(ask);
    }

    @Override
    public Offers offers() {
        return ask(engine -> promises.whole(engine, now()));
    }

    @Override
    public Hands hands() {
        return hands;
    }

    @Override
    public DayPlans dayPlans() {
        return plans;
    }

    @Override
    public SiteStatus status() {
        return ask(this::statusOf);
    }

    private SiteStatus statusOf(Engine engine) {
        List<String> alarms = memory.board().alarms();
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
        alarms.addAll(vens.said());
        PriceWatch watch = prices;
        if (watch != null) {
            alarms.addAll(0, watch.alarms(now()));
        }
        String unplanned = plans.trouble();
        if (unplanned != null) {
            alarms.addFirst(unplanned);
        }
        String unkept = keeper == null ? null : keeper.trouble();
        if (unkept != null) {
            alarms.addFirst(unkept);
        }
        return views.status(
                engine,
                new Views.Said(
                        now(),
                        memory.board(),
                        promises.now(engine, now()),
                        watch == null ? null : watch.view(now()),
                        alarms,
                        halted != null));
    }

    @Override
    public List<DeviceView> devices() {
        return ask(engine -> {
            List<DeviceView> all = new ArrayList<>();
            for (int place = 0; place < recovery.definition().site().devices().size(); place++) {
                all.add(views.device(engine, place, memory.board(), doors.readFailure(place)));
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
    public @Nullable Explanation explanation(String id, @Nullable String device) {
        return ask(engine -> memory.explain(id, device, engine, true));
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
        views.stepped(step.now(), engine);
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
        if (keeper != null) {
            keeper.stepped(shelf.place(), step);
        }
        listener.accept(step);
    }

    private void metered(MeterReading reading) {
        levels.read(reading);
        crank.post(new Input.MeterRead(reading));
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

    /** A site that does nothing when frequency moves need not keep it. */
    private void sampled(FrequencySample sample) {
        if (recovery.definition().frequency() != null) {
            crank.post(new Input.FrequencyRead(List.of(sample)));
        }
    }

    private boolean learned(DeviceId device, PowerCurve curve) {
        return crank.post(new Input.CurveKnown(device, curve));
    }

    private void keepHouse() {
        clock.follow();
        doors.keepHouse();
        if (keeper != null) {
            keeper.keepHouse(clock.instant());
        }
        if (shelf.isFull()) {
            crank.rollOver(shelf::begin);
        }
    }

    private <T extends @Nullable Object> T ask(Function<Engine, T> question) {
        return asker.ask(question);
    }

    @Override
    public void close() {
        housekeeping.shutdownNow();
        vens.close();
        PriceWatch watch = prices;
        if (watch != null) {
            watch.close();
        }
        doors.close();
        crank.close();
        clerk.close();
        if (keeper != null) {
            keeper.close();
        }
        shelf.close();
    }
}
