package org.trimtab.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.Hold;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.FrequencySample;

/**
 * What hangs on the wall of a control room: the band, conflicts, holds, quarantined devices and the frequency, from
 * the steps alone. A journal's first step is a fresh engine's, so the board is wiped then. Crank's thread only.
 */
final class Board {
    /** Alarms remembered; the oldest go first. */
    static final int ALARMS_MAX = 50;

    private static final int NAMES_SHOWN = 5;
    private static final double MICRO = 1e6;

    /** A hold and since when it is in force. */
    private record Held(Hold hold, Instant since) {}

    private final @Nullable FrequencyDuty duty;
    private final Map<DeviceId, Integer> places = new HashMap<>();
    private final Deque<String> alarms = new ArrayDeque<>();
    private final Map<String, Held> holds = new LinkedHashMap<>();
    private final Map<DeviceId, String> heldBy = new HashMap<>();
    private final Map<DeviceId, Failure> quarantined = new TreeMap<>();
    private Band band = Band.OPEN;
    private FrequencyState frequency = FrequencyState.DISARMED;
    private @Nullable Instant frequencySince;
    private String frequencyWhy = "nobody has armed it";
    private @Nullable FrequencySample sample;

    Board(SiteDefinition definition) {
        duty = definition.frequency();
        List<Device> devices = definition.site().devices();
        for (int place = 0; place < devices.size(); place++) {
            places.put(devices.get(place).id(), place);
        }
    }

    void stepped(Step step) {
        if (step.number() == 1) {
            wipe();
        }
        for (Input input : step.inputs()) {
            if (input instanceof Input.FrequencyRead read && !read.samples().isEmpty()) {
                sample = read.samples().getLast();
            }
        }
        List<String> gone = new ArrayList<>();
        for (Output output : step.outputs()) {
            switch (output) {
                case Output.Alarm alarm -> alarm(step.now(), alarm.text());
                case Output.BandChanged changed -> changed(changed.band(), step.now());
                case Output.HoldChanged changed -> changed(changed, step.now());
                case Output.FrequencyStateChanged changed -> {
                    frequency = changed.state();
                    frequencySince = step.now();
                    frequencyWhy = changed.because();
                }
                case Output.QuarantineChanged changed -> {
                    Failure reason = changed.reason();
                    if (reason == null) {
                        quarantined.remove(changed.device());
                    } else {
                        quarantined.put(changed.device(), reason);
                        gone.add(changed.device() + " (" + Words.of(reason) + ")");
                    }
                }
                default -> {}
            }
        }
        if (!gone.isEmpty()) {
            alarm(
                    step.now(),
                    Words.devices(gone.size())
                            + " disobeyed too often and left the offered capacity: "
                            + Words.some(gone, NAMES_SHOWN));
        }
    }

    private void wipe() {
        holds.clear();
        heldBy.clear();
        quarantined.clear();
        band = Band.OPEN;
        frequency = FrequencyState.DISARMED;
        frequencySince = null;
        frequencyWhy = "nobody has armed it";
    }

    private void alarm(Instant at, String text) {
        alarms.addFirst(at.truncatedTo(ChronoUnit.SECONDS) + " " + text);
        if (alarms.size() > ALARMS_MAX) {
            alarms.removeLast();
        }
    }

    private void changed(Band fresh, Instant now) {
        Set<String> known = new HashSet<>();
        band.conflicts().forEach(conflict -> known.add(pair(conflict)));
        for (Conflict conflict : fresh.conflicts()) {
            if (!known.contains(pair(conflict))) {
                alarm(now, Words.of(conflict));
            }
        }
        band = fresh;
    }

    private static String pair(Conflict conflict) {
        return conflict.loser() + " " + conflict.winner() + " " + conflict.reason();
    }

    private void changed(Output.HoldChanged changed, Instant now) {
        Hold hold = changed.hold();
        holds.remove(hold.id());
        if (changed.inForce()) {
            holds.put(hold.id(), new Held(hold, now));
        }
        heldBy.clear();
        for (Held held : holds.values()) {
            held.hold().devices().forEach(device -> heldBy.put(device, held.hold().id()));
        }
    }

    List<String> alarms() {
        return new ArrayList<>(alarms);
    }

    Band band() {
        return band;
    }

    /** Holds in force, oldest first. */
    List<Hands.HoldView> holds() {
        return holds.values().stream().map(this::view).toList();
    }

    Hands.@Nullable HoldView hold(String id) {
        Held held = holds.get(id);
        return held == null ? null : view(held);
    }

    private Hands.HoldView view(Held held) {
        Hold hold = held.hold();
        List<String> names =
                hold.devices().stream()
                        .sorted(
                                Comparator.comparing((DeviceId device) ->
                                        places.getOrDefault(device, places.size())))
                        .limit(Hands.HoldView.SHOWN_MAX)
                        .map(DeviceId::value)
                        .toList();
        return new Hands.HoldView(
                hold.id(),
                hold.kind().name(),
                hold.devices().size(),
                names,
                held.since(),
                hold.until(),
                hold.by());
    }

    /** The hold a device is under; null when it is under none. */
    @Nullable String heldBy(DeviceId device) {
        return heldBy.get(device);
    }

    int held() {
        return heldBy.size();
    }

    /** Why a device is in quarantine; null when it is not. */
    @Nullable Failure quarantine(DeviceId device) {
        return quarantined.get(device);
    }

    int quarantined() {
        return quarantined.size();
    }

    /** How the site stands to the grid's frequency; null when its file asks nothing of it. */
    Hands.@Nullable FrequencyView frequency() {
        if (duty == null) {
            return null;
        }
        FrequencySample last = sample;
        FrequencyDuty.UnderFrequency plan = duty.underFrequency();
        return new Hands.FrequencyView(
                frequency.name(),
                frequencySince,
                frequencyWhy,
                last == null || last.frequency() == null
                        ? null
                        : (Double) (last.frequency().microhertz() / MICRO),
                last == null ? null : last.quality().name(),
                last == null ? null : last.observedAt(),
                plan == null ? null : (Double) (plan.threshold().microhertz() / MICRO),
                plan == null ? null : plan.program());
    }
}
