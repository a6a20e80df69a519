package org.trimtab.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.trimtab.engine.Engine;
import org.trimtab.engine.EventDossier;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

import java.util.HashMap;
import java.util.Map;

/** What the steps so far tell people: events, their dossiers and the alarms. Crank's thread only. */
final class Memory {
    static final int ALARMS_MAX = 50;

    private final SiteDefinition definition;
    private EventLog events;
    private EventDossier dossier;
    private Deque<String> alarms = new ArrayDeque<>();

    Memory(SiteDefinition definition) {
        this.definition = definition;
        Map<DeviceId, String> families = new HashMap<>();
        for (Device device : definition.site().devices()) {
            families.put(device.id(), device.family());
        }
        events = new EventLog(device -> families.getOrDefault(device, "unknown"));
        dossier = new EventDossier(definition);
    }

    Memory fresh() {
        return new Memory(definition);
    }

    /** Takes over what another one remembers. */
    void become(Memory other) {
        events = other.events;
        dossier = other.dossier;
        alarms = other.alarms;
    }

    void stepped(Step step, Engine engine) {
        events.stepped(step);
        dossier.observe(step);
        for (Output output : step.outputs()) {
            if (output instanceof Output.Alarm alarm) {
                alarms.addFirst(step.now() + " " + alarm.text());
                if (alarms.size() > ALARMS_MAX) {
                    alarms.removeLast();
                }
            }
        }
    }

    EventLog events() {
        return events;
    }

    EventDossier dossier() {
        return dossier;
    }

    List<String> alarms() {
        return new ArrayList<>(alarms);
    }
}
