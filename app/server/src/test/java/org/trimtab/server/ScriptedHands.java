package org.trimtab.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.DevicePick;
import org.trimtab.live.Hands;
import org.trimtab.telemetry.FrequencySample;

/** Hands at a made-up site: remembers what it was told. */
final class ScriptedHands implements Hands {
    private final InstantSource clock;
    private final List<HoldView> holds = new ArrayList<>();
    private String state = "ARMED";
    private String why = "armed by jo";
    private @Nullable Instant since;

    /** False when the site file says nothing of frequency. */
    boolean watchesFrequency = true;

    final List<FrequencySample> samples = new ArrayList<>();
    @Nullable DevicePick lastPick;

    ScriptedHands(InstantSource clock) {
        this.clock = clock;
    }

    int held() {
        return holds.stream().mapToInt(HoldView::count).sum();
    }

    @Override
    public List<HoldView> holds() {
        return List.copyOf(holds);
    }

    @Override
    public HoldView place(HoldAsk ask) {
        lastPick = ask.pick();
        for (String device : ask.pick().devices()) {
            if (device.startsWith("none")) {
                throw new IllegalArgumentException("the site has no device \"" + device + "\"");
            }
        }
        String id = ask.id() == null ? "h-" + (holds.size() + 1) : ask.id();
        Instant now = clock.instant();
        HoldView hold =
                new HoldView(
                        id,
                        ask.kind().name(),
                        ask.pick().devices().size(),
                        ask.pick().devices(),
                        now,
                        ask.length() == null ? null : now.plus(ask.length()),
                        ask.by());
        holds.removeIf(one -> one.id().equals(id));
        holds.add(hold);
        return hold;
    }

    @Override
    public @Nullable HoldView lift(String id, String by) {
        for (HoldView hold : holds) {
            if (hold.id().equals(id)) {
                holds.remove(hold);
                return hold;
            }
        }
        return null;
    }

    @Override
    public @Nullable FrequencyView frequency() {
        FrequencySample last = samples.isEmpty() ? null : samples.getLast();
        return !watchesFrequency
                ? null
                : new FrequencyView(
                        state,
                        since,
                        why,
                        last == null || last.frequency() == null
                                ? null
                                : (Double) (last.frequency().microhertz() / 1e6),
                        last == null ? null : last.quality().name(),
                        last == null ? null : last.observedAt(),
                        59.85,
                        "rrs-ufr");
    }

    @Override
    public @Nullable FrequencyView arm(boolean armed, String by) {
        state = armed ? "ARMED" : "DISARMED";
        why = (armed ? "armed by " : "disarmed by ") + by;
        since = clock.instant();
        return frequency();
    }

    @Override
    public void measured(List<FrequencySample> fresh) {
        samples.addAll(fresh);
    }
}
