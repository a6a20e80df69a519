package org.trimtab.storm;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.program.Hold;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** What sentences need to know of all turns so far, told from inputs and outputs alone. */
final class Ledger {
    private final SiteDefinition definition;
    private final Map<DeviceId, Integer> places = new HashMap<>();
    private final Map<InstructionId, Obligation> obligations = new LinkedHashMap<>();
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private boolean armed;
    private FrequencyState frequency = FrequencyState.DISARMED;

    Ledger(SiteDefinition definition) {
        this.definition = definition;
        for (Device device : definition.site().devices()) {
            places.put(device.id(), places.size());
        }
    }

    void see(Turn turn) {
        for (Input input : turn.inputs()) {
            switch (input) {
                case Input.HoldPlaced placed -> holds.put(placed.hold().id(), placed.hold());
                case Input.HoldLifted lifted -> holds.remove(lifted.hold());
                case Input.FrequencyArmed arm -> armed = arm.armed();
                default -> {}
            }
        }
        holds.values().removeIf(hold -> isOver(hold, turn.now()));
        for (Output output : turn.outputs()) {
            if (output instanceof Output.ObligationChanged changed) {
                keep(changed.obligation());
            } else if (output instanceof Output.FrequencyStateChanged changed) {
                frequency = changed.state();
            }
        }
    }

    /** A reused id is refused and the first use of it stands. */
    private void keep(Obligation obligation) {
        Obligation known = obligations.get(obligation.id());
        boolean isReuse =
                known != null
                        && obligation.state() == ObligationState.REFUSED
                        && !known.instruction().asksTheSameAs(obligation.instruction());
        if (!isReuse) {
            obligations.put(obligation.id(), obligation);
        }
    }

    private static boolean isOver(Hold hold, Instant now) {
        return hold.until() != null && !hold.until().isAfter(now);
    }

    SiteDefinition definition() {
        return definition;
    }

    int devices() {
        return definition.site().devices().size();
    }

    Device device(int place) {
        return definition.site().devices().get(place);
    }

    /** The place of a device of the site; fails when the engine made one up. */
    int place(DeviceId device) {
        Integer place = places.get(device);
        if (place == null) {
            throw new Broken(
                    "Every device the engine speaks of is one of the site.", "no device " + device);
        }
        return place;
    }

    Map<InstructionId, Obligation> obligations() {
        return obligations;
    }

    boolean isAnyActive() {
        return obligations.values().stream().anyMatch(o -> o.state() == ObligationState.ACTIVE);
    }

    Map<String, Hold> holds() {
        return holds;
    }

    /** The kind of the holds on a device when all say the same; null when there is none or they differ. */
    Hold.@Nullable Kind held(DeviceId device) {
        Hold.Kind kind = null;
        for (Hold hold : holds.values()) {
            if (hold.devices().contains(device)) {
                if (kind != null && kind != hold.kind()) {
                    return null;
                }
                kind = hold.kind();
            }
        }
        return kind;
    }

    boolean isHeld(DeviceId device) {
        return holds.values().stream().anyMatch(hold -> hold.devices().contains(device));
    }

    boolean isArmed() {
        return armed;
    }

    FrequencyState frequency() {
        return frequency;
    }
}
