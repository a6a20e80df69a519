package org.trimtab.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Conflict;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.BandView;
import org.trimtab.live.CannotAnswer;
import org.trimtab.live.DayPlans;
import org.trimtab.live.DeviceView;
import org.trimtab.live.EventView;
import org.trimtab.live.Explanation;
import org.trimtab.live.FamilyView;
import org.trimtab.live.LiveFrame;
import org.trimtab.live.MeterAgreement;
import org.trimtab.live.Offers;
import org.trimtab.live.PlanPreview;
import org.trimtab.live.PriceView;
import org.trimtab.live.SiteDesk;
import org.trimtab.live.SiteStatus;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.Statement;

/** A desk that plays a made-up site: its state is a function of the clock and of what it was asked. */
final class ScriptedDesk implements SiteDesk {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final InstantSource clock;
    private final List<ScriptedEvent> played = new ArrayList<>();
    private final List<Consumer<LiveFrame>> watchers = new CopyOnWriteArrayList<>();
    private @Nullable MarketInterval meterLost;
    private @Nullable Path evidence;

    /** Why nothing can be taken back now; null while it can. */
    @Nullable String safeBecause;

    volatile @Nullable Ask lastAsk;
    volatile List<Signal> lastSignals = List.of();
    volatile List<String> alarms = List.of();

    volatile @Nullable PriceView price;

    final ScriptedDayPlans dayPlans = new ScriptedDayPlans();
    final ScriptedFleet fleet;
    final ScriptedHands hands;

    ScriptedDesk(int devices, InstantSource clock) {
        this.fleet = new ScriptedFleet(devices);
        this.clock = clock;
        this.hands = new ScriptedHands(clock);
    }

    /** The meter is silent during this time. */
    void loseMeter(Instant from, Instant until) {
        meterLost = new MarketInterval(from, until);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized Obligation instruct(Ask ask) {
        lastAsk = ask;
        String id = ask.id() == null ? "made-" + (played.size() + 1) : ask.id();
        Instant from = ask.from() == null ? ask.receivedAt() : ask.from();
        Notice notice =
                new Notice(
                        new InstructionId(id),
                        ask.source(),
                        ask.receivedAt(),
                        MarketInterval.starting(from, ask.length()),
                        ask.program());
        Instruction instruction = ask.wanted().under(notice);
        ScriptedEvent known = find(id);
        if (known != null) {
            return sameContent(known.instruction, instruction, ask.from() == null)
                    ? obligation(known)
                    : refused(instruction, Refusal.ID_REUSED);
        }
        Refusal refusal =
                !instruction.interval().until().isAfter(ask.receivedAt())
                        ? Refusal.ALREADY_OVER
                        : ask.length().compareTo(LONGEST) > 0 ? Refusal.TOO_LONG : null;
        ScriptedEvent event = new ScriptedEvent(fleet, instruction, refusal);
        played.add(event);
        return obligation(event);
    }

    private static boolean sameContent(Instruction a, Instruction b, boolean fromOpen) {
        boolean sameAsk =
                switch (a) {
                    case Instruction.LimitTo x ->
                            b instanceof Instruction.LimitTo y && x.limit().equals(y.limit());
                    case Instruction.ReduceBy x ->
                            b instanceof Instruction.ReduceBy y
                                    && x.reduction().equals(y.reduction());
                    case Instruction.Track x ->
                            b instanceof Instruction.Track y && x.basePoint().equals(y.basePoint());
                    case Instruction.HoldReserve x ->
                            b instanceof Instruction.HoldReserve y
                                    && x.reserve().equals(y.reserve());
                };
        return sameAsk
                && a.interval().length().equals(b.interval().length())
                && (fromOpen || a.interval().equals(b.interval()));
    }

    private Obligation refused(Instruction instruction, Refusal refusal) {
        return new Obligation(
                instruction, ObligationState.REFUSED, now(), null, null, null, refusal);
    }

    private Obligation obligation(ScriptedEvent event) {
        return event.obligation(now());
    }

    private @Nullable ScriptedEvent find(String id) {
        return played.stream()
                .filter(e -> e.instruction.id().value().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized @Nullable Obligation cancel(String id) {
        if (safeBecause != null) {
            throw new CannotAnswer(safeBecause);
        }
        ScriptedEvent event = find(id);
        if (event == null) {
            return null;
        }
        event.cancel(now());
        return obligation(event);
    }

    private static BandView band(@Nullable ScriptedEvent owed) {
        if (owed == null) {
            return BandView.of(Band.OPEN);
        }
        String id = owed.instruction.id().value();
        return BandView.of(
                new Band(
                        Power.ZERO,
                        Power.ofWatts(owed.limitW()),
                        null,
                        id,
                        List.of(
                                new Conflict(
                                        "ercot-clr-1",
                                        id,
                                        Reduction.ofWatts(180_000),
                                        Conflict.Reason.STRONGER_RANK))));
    }

    @Override
    public PlanPreview preview(Ask ask) {
        lastAsk = ask;
        return ScriptedStory.preview(ask);
    }

    @Override
    public DayPlans dayPlans() {
        return dayPlans;
    }

    @Override
    public Offers offers() {
        return ScriptedStory.offers(now());
    }

    @Override
    public SignalsTaken signal(String track, List<Signal> signals) {
        ScriptedEvent event = find(track);
        if (event == null) {
            return SignalsTaken.UNKNOWN_TRACK;
        }
        if (!(event.instruction instanceof Instruction.Track)) {
            return SignalsTaken.NOT_A_TRACK;
        }
        if (event.state(now()) == ObligationState.COMPLETED) {
            return SignalsTaken.OVER;
        }
        lastSignals = List.copyOf(signals);
        return SignalsTaken.TAKEN;
    }

    @Override
    public ScriptedHands hands() {
        return hands;
    }

    @Override
    public synchronized @Nullable Explanation explanation(String id, @Nullable String device) {
        ScriptedEvent event = find(id);
        return event == null ? null : ScriptedStory.of(event, now(), device);
    }

    @Override
    public SiteStatus status() {
        return status(now());
    }

    synchronized SiteStatus status(Instant at) {
        ScriptedEvent current = current(at);
        boolean lost = meterLost != null && meterLost.contains(at);
        Instant metered = lost ? java.util.Objects.requireNonNull(meterLost).from() : at;
        ObligationState state = current == null ? null : current.state(at);
        boolean owed = state == ObligationState.ACTIVE;
        String cells = fleet.cells(current, at);
        return new SiteStatus(
                "west-1",
                at,
                owed ? "EVENT" : state == ObligationState.RESTORING ? "RESTORING" : "READY",
                fleet.metered(current, metered),
                lost ? "STALE" : "GOOD",
                owed ? current.limitW() : null,
                owed ? (Long) current.baselineW() : null,
                fleet.size(),
                fleet.size() - (int) cells.chars().filter(c -> c == 'U').count(),
                ScriptedFleet.count(cells, ScriptedFleet::activity),
                ScriptedFleet.count(cells, ScriptedFleet::phase),
                current == null ? List.of() : List.of(current.instruction.id().value()),
                band(owed ? current : null),
                hands.frequency(),
                price,
                hands.held(),
                owed ? 2 : 0,
                new MeterAgreement("UNKNOWN", null, null, null, 0, 15),
                ScriptedStory.offers(at).now(),
                lost
                        ? List.of("the site meter has not answered for 12 s; its level is STALE")
                        : alarms);
    }

    private @Nullable ScriptedEvent current(Instant at) {
        return played.reversed().stream()
                .filter(e -> !e.instruction.notice().receivedAt().isAfter(at))
                .filter(e -> !e.state(at).isFinal())
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized List<DeviceView> devices() {
        return fleet.views(current(now()), now());
    }

    @Override
    public synchronized List<FamilyView> families() {
        return List.of(
                new FamilyView("antminer", 40, 38, 0, 0, 0, 120_000, 4_000_000_000L),
                new FamilyView("luxos", 60, 60, 3, 9_000, 180_000, 0, 9_000_000_000L));
    }

    @Override
    public synchronized List<EventView> events() {
        return played.reversed().stream().map(e -> e.view(now())).toList();
    }

    @Override
    public synchronized @Nullable EventView event(String id) {
        ScriptedEvent event = find(id);
        return event == null ? null : event.view(now());
    }

    @Override
    public synchronized @Nullable Statement statement(String id) {
        ScriptedEvent event = find(id);
        return event != null && event.state(now()) == ObligationState.COMPLETED
                ? event.statement(meterLost)
                : null;
    }

    @Override
    public synchronized @Nullable Path evidence(String id) {
        if (statement(id) == null) {
            return null;
        }
        try {
            if (evidence == null) {
                evidence = Files.createTempFile("evidence", ".zip");
                evidence.toFile().deleteOnExit();
                try (OutputStream file = Files.newOutputStream(evidence);
                        ZipOutputStream zip = new ZipOutputStream(file)) {
                    zip.putNextEntry(new ZipEntry("note.txt"));
                    zip.write("made up".getBytes(StandardCharsets.UTF_8));
                }
            }
            return evidence;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public AutoCloseable watch(Consumer<LiveFrame> listener) {
        watchers.add(listener);
        return () -> watchers.remove(listener);
    }

    /** Sends everybody who watches the frame of that moment. */
    void emit(Instant at) {
        LiveFrame frame;
        synchronized (this) {
            frame = new LiveFrame(status(at), fleet.cells(current(at), at));
        }
        watchers.forEach(w -> w.accept(frame));
    }

    int watching() {
        return watchers.size();
    }
}
