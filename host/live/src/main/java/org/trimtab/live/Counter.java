package org.trimtab.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.live.SiteDesk.SignalsTaken;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.program.Signal;

/** Takes instructions and signals over the counter and brings back what the engine decided. */
final class Counter {
    private static final Set<String> OWN_CAUSES = Set.of("price", EventLog.UNDER_FREQUENCY);
    private static final List<String> OWN_PREFIXES = List.of("limit:", "feeder:", "hold:");

    private final InstantSource clock;
    private final Asker asker;

    Counter(InstantSource clock, Asker asker) {
        this.clock = clock;
        this.asker = asker;
    }

    Obligation instruct(Ask ask) {
        Instruction instruction = asker.ask(engine -> instruction(ask, engine));
        if (!asker.offer(new Input.InstructionArrived(instruction, ask.asReceived()))) {
            return refused(instruction, clock.instant(), Refusal.JOURNAL_UNWRITABLE);
        }
        // Asked behind the instruction in the same inbox, so the step that decides it comes first.
        Obligation decided = asker.ask(engine -> decided(instruction, engine));
        return decided != null
                ? decided
                : refused(instruction, clock.instant(), Refusal.JOURNAL_UNWRITABLE);
    }

    private static @Nullable Obligation decided(Instruction instruction, Engine engine) {
        Obligation held = engine.obligation(instruction.id());
        if (held == null || held.instruction().asksTheSameAs(instruction)) {
            return held;
        }
        return refused(instruction, held.changedAt(), Refusal.ID_REUSED);
    }

    private static Obligation refused(Instruction instruction, Instant at, Refusal refusal) {
        return new Obligation(instruction, ObligationState.REFUSED, at, null, null, null, refusal);
    }

    /** An ask without a begin that repeats a known one means that one. */
    static Instruction instruction(Ask ask, Engine engine) {
        InstructionId id =
                new InstructionId(ask.id() == null ? Asks.freshId(ask.receivedAt()) : ask.id());
        if (isTaken(id.value())) {
            throw new IllegalArgumentException(
                    "the id \""
                            + id
                            + "\" is the name of a cause of the site's own; choose another");
        }
        Instant from = ask.from() == null ? ask.receivedAt() : ask.from();
        Obligation known = engine.obligation(id);
        if (known != null && ask.from() == null) {
            from = known.instruction().interval().from();
        }
        if (ask.length().isZero()) {
            throw new IllegalArgumentException(
                    "an instruction must hold for some time, such as 10m");
        }
        return ask.wanted()
                .under(
                        new Notice(
                                id,
                                ask.source(),
                                ask.receivedAt(),
                                MarketInterval.starting(from, ask.length()),
                                ask.program()));
    }

    PlanPreview preview(Ask ask) {
        return asker.ask(engine -> PlanPreview.of(engine.preview(instruction(ask, engine))));
    }

    /** Causes that are no instruction; one of that name could not be told from them. */
    private static boolean isTaken(String id) {
        return OWN_CAUSES.contains(id) || OWN_PREFIXES.stream().anyMatch(id::startsWith);
    }

    @Nullable Obligation cancel(String id) {
        InstructionId instruction = new InstructionId(id);
        if (asker.ask(engine -> engine.obligation(instruction) == null)) {
            return null;
        }
        asker.tell(new Input.CancelArrived(instruction, clock.instant()), "the cancellation");
        return asker.ask(engine -> engine.obligation(instruction));
    }

    SignalsTaken signal(String track, List<Signal> signals) {
        InstructionId id = new InstructionId(track);
        Obligation followed = asker.ask(engine -> engine.obligation(id));
        if (followed == null) {
            return SignalsTaken.UNKNOWN_TRACK;
        }
        if (!(followed.instruction() instanceof Instruction.Track)) {
            return SignalsTaken.NOT_A_TRACK;
        }
        boolean over =
                followed.state() != ObligationState.PENDING
                        && followed.state() != ObligationState.ACTIVE;
        if (over) {
            return SignalsTaken.OVER;
        }
        Instant now = clock.instant();
        for (Signal signal : signals) {
            asker.tell(new Input.SignalArrived(signal, now), "signals");
        }
        return SignalsTaken.TAKEN;
    }
}
