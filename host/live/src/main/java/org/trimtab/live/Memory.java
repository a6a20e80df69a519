package org.trimtab.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trimtab.engine.EventDossier;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** What the steps so far tell people: events, their dossiers and the alarms. Crank's thread only. */
final class Memory {
    static final int ALARMS_MAX = 50;

    private final EventLog events;
    private final EventDossier dossier;
    private final Deque<String> alarms = new ArrayDeque<>();

    Memory(SiteDefinition definition) {
        Map<DeviceId, String> families = new HashMap<>();
        for (Device device : definition.site().devices()) {
            families.put(device.id(), device.family());
        }
        events = new EventLog(device -> families.getOrDefault(device, "unknown"));
        dossier = new EventDossier(definition);
    }

    /** Takes a step in; {@code took} is how long deciding it needed, zero on a replay. */
    void stepped(Step step, Duration took) {
        events.stepped(step, took);
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
