package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A listener that writes down what it is told and opts in, unless a test says otherwise. Tests live
 * in July 2026 while the server's Date header does not, so notes about clocks are left out.
 */
final class Recorder implements LegacyListener {

    final List<String> said = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<LegacyEvent> events = new ArrayList<>();
    final List<Registration> registrations = new ArrayList<>();
    EventAnswer answer = EventAnswer.optIn();

    @Override
    public EventAnswer received(LegacyEvent event) {
        said.add("received %s v%d".formatted(event.eventId(), event.modificationNumber()));
        events.add(event);
        return answer;
    }

    @Override
    public void withdrawn(LegacyEvent event, Withdrawal why) {
        said.add("withdrawn %s %s".formatted(event.eventId(), why));
    }

    @Override
    public void registered(Registration registration) {
        registrations.add(registration);
    }

    @Override
    public void registrationEnded(String why) {
        said.add("ended");
    }

    @Override
    public void noted(Instant at, String text) {
        if (!text.startsWith("The VTN's clock")) {
            notes.add(text);
        }
    }
}
