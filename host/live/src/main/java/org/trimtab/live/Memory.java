package org.trimtab.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.EventDossier;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;

/** What the steps so far tell people: events, their dossiers and the board. Crank's thread only. */
final class Memory {
    private final EventLog events;
    private final EventDossier dossier;
    private final Board board;
    private final DeviceTelling devices;

    Memory(SiteDefinition definition) {
        events = new EventLog(definition);
        dossier = new EventDossier(definition);
        board = new Board(definition);
        devices = new DeviceTelling(definition);
    }

    /** Takes a step in; {@code took} is how long deciding it needed, zero on a replay. */
    void stepped(Step step, Duration took) {
        events.stepped(step, took);
        dossier.observe(step);
        board.stepped(step);
    }

    EventLog events() {
        return events;
    }

    EventDossier dossier() {
        return dossier;
    }

    Board board() {
        return board;
    }

    /**
     * Why an event went as it did; null when the id is unknown.
     *
     * @param device tells of this device too; null for none
     * @param engine knows what giving up work costs
     * @param isLive true when that engine knows how the devices stand now
     * @throws IllegalArgumentException when the site has no such device
     */
    @Nullable Explanation explain(
            String id, @Nullable String device, Engine engine, boolean isLive) {
        EventRecord event = events.find(id);
        if (event == null) {
            return null;
        }
        Explanation.DevicePart part =
                device == null ? null : devices.tell(device, event.story(), engine, isLive);
        return new Telling(event.obligation(), event.story()).tell(event.isStoryForgotten(), part);
    }
}
