package org.trimtab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trimtab.program.Obligation;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;

/**
 * What the next engine must be told so that nothing is forgotten when a journal ends: who obeyed how, who is
 * quarantined, who slept when, which levels became known, what is armed and what a repeated instruction is.
 */
final class Remembrance {
    private final Fleet fleet;
    private final Trust trust;
    private final Eligibility eligibility;
    private final FrequencyDesk frequency;
    private final Obligations obligations;
    private final PriceControl price;
    private final Map<Integer, PowerCurve> learned = new TreeMap<>();

    Remembrance(
            ControlRoom room,
            FrequencyDesk frequency,
            Obligations obligations,
            PriceControl price) {
        this.fleet = room.fleet();
        this.trust = room.trust();
        this.eligibility = room.eligibility();
        this.frequency = frequency;
        this.obligations = obligations;
        this.price = price;
    }

    /** Levels of a device became known. */
    void learn(DeviceId device, PowerCurve curve, Instant now) {
        int place = fleet.place(device);
        if (place >= 0 && fleet.learn(place, curve)) {
            learned.put(place, curve);
            eligibility.refresh(place, now);
        }
    }

    /** All of it, as inputs. */
    List<Input> told(Instant now) {
        List<Input> inputs = new ArrayList<>();
        List<DevicePast> devices = new ArrayList<>();
        for (int place = 0; place < fleet.size(); place++) {
            DevicePast past =
                    new DevicePast(
                            fleet.device(place).id(),
                            fleet.sleptAt(place),
                            fleet.wokeAt(place),
                            fleet.sleeps().hours(place, now),
                            trust.record().past(place),
                            trust.quarantine(place));
            if (!past.isNothing()) {
                devices.add(past);
            }
        }
        List<Obligation> finished =
                obligations.all().stream()
                        .filter(o -> o.state().isFinal())
                        .filter(o -> o.instruction().interval().until().isAfter(now))
                        .toList();
        List<FamilyPast> families = trust.families();
        if (!devices.isEmpty() || !families.isEmpty() || !finished.isEmpty()) {
            inputs.add(new Input.CarriedOver(devices, families, finished));
        }
        learned.forEach((place, curve) -> {
            if (fleet.points(place).count() > 2) {
                inputs.add(new Input.CurveKnown(fleet.device(place).id(), curve));
            }
        });
        Input known = price.known(now);
        if (known != null) {
            inputs.add(known);
        }
        String armedBy = frequency.armedBy();
        if (armedBy != null) {
            inputs.add(new Input.FrequencyArmed(true, armedBy));
        }
        return inputs;
    }

    /** Goes on from what an engine before this one knew; devices and families this site has not are passed over. */
    void take(Input.CarriedOver carried, Instant now) {
        for (DevicePast past : carried.devices()) {
            int place = fleet.place(past.device());
            if (place < 0) {
                continue;
            }
            fleet.rested(place, past);
            if (past.obeyed() != null) {
                trust.record().goOn(place, past.obeyed());
            }
            if (past.quarantine() != null && past.quarantine().until().isAfter(now)) {
                trust.quarantine(place, past.quarantine());
            }
            eligibility.refresh(place, now);
        }
        carried.families().forEach(trust::goOn);
        carried.finished().forEach(obligations::recall);
    }
}
