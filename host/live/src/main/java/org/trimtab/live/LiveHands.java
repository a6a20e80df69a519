package org.trimtab.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Input;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.Hold;
import org.trimtab.telemetry.FrequencySample;

/** Hands on a running site: tells the engine and reads the board. */
final class LiveHands implements Hands {
    private final SiteDefinition definition;
    private final InstantSource clock;
    private final Board board;
    private final Asker asker;

    LiveHands(SiteDefinition definition, InstantSource clock, Board board, Asker asker) {
        this.definition = definition;
        this.clock = clock;
        this.board = board;
        this.asker = asker;
    }

    @Override
    public List<HoldView> holds() {
        return asker.ask(_ -> board.holds());
    }

    @Override
    public HoldView place(HoldAsk ask) {
        Instant now = clock.instant();
        String id = ask.id() == null ? Asks.freshHold(now) : ask.id();
        Hold hold =
                new Hold(
                        id,
                        ask.pick().of(definition.site().devices()),
                        ask.kind(),
                        ask.length() == null ? null : now.plus(ask.length()),
                        ask.by());
        int others = asker.ask(_ -> board.holds().size() - (board.hold(id) == null ? 0 : 1));
        if (others >= HOLDS_MAX) {
            throw new CannotAnswer(
                    HOLDS_MAX
                            + " holds are in force already; lift one, or hold more devices in one");
        }
        asker.tell(new Input.HoldPlaced(hold), "holds");
        HoldView placed = asker.ask(_ -> board.hold(id));
        if (placed == null) {
            throw new CannotAnswer("the hold was not taken; see the site's alarms");
        }
        return placed;
    }

    @Override
    public @Nullable HoldView lift(String id, String by) {
        HoldView held = asker.ask(_ -> board.hold(id));
        if (held != null) {
            asker.tell(new Input.HoldLifted(id, by), "the lifting of a hold");
            asker.ask(_ -> board.hold(id));
        }
        return held;
    }

    @Override
    public @Nullable FrequencyView frequency() {
        return asker.ask(_ -> board.frequency());
    }

    @Override
    public @Nullable FrequencyView arm(boolean armed, String by) {
        FrequencyDuty duty = definition.frequency();
        if (duty == null || duty.underFrequency() == null) {
            return null;
        }
        asker.tell(new Input.FrequencyArmed(armed, by), armed ? "the arming" : "the disarming");
        return asker.ask(_ -> board.frequency());
    }

    @Override
    public void measured(List<FrequencySample> samples) {
        asker.tell(new Input.FrequencyRead(List.copyOf(samples)), "measurements of frequency");
    }
}
