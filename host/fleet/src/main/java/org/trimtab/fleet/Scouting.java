package org.trimtab.fleet;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Fingerprint.Question;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.transport.ProbeRequest;
import java.time.Duration;

/**
 * Asks an address the questions of all families until one of them knows it. A port where nobody listens is not asked
 * twice, and an address that takes no connection at all is soon left alone.
 */
final class Scouting implements Conversation<@Nullable Sighting> {
    /** An address where so many ports let us wait in vain is not there. */
    private static final int SILENT_PORTS_MAX = 2;

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(4);

    /** Whom to ask, and at which ports. */
    record Plan(List<Fingerprint> fingerprints, List<Question> questions, Map<Integer, Integer> ports) {
        /** The questions of all drivers, equal ones once, in the drivers' order. */
        static Plan of(Collection<Driver> drivers, Map<Integer, Integer> ports) {
            List<Fingerprint> fingerprints = drivers.stream().map(Driver::fingerprint).toList();
            Set<Question> questions = new LinkedHashSet<>();
            fingerprints.forEach(fingerprint -> questions.addAll(fingerprint.questions()));
            return new Plan(fingerprints, List.copyOf(questions), Map.copyOf(ports));
        }
    }

    private final Plan plan;
    private final String host;
    private final Deque<Question> left;
    private final Set<Integer> closedPorts = new HashSet<>();
    private int silentPorts;
    private int answeringPort;
    private @Nullable Question asked;

    Scouting(Plan plan, String host) {
        this.plan = plan;
        this.host = host;
        left = new ArrayDeque<>(plan.questions());
    }

    @Override
    public Turn<@Nullable Sighting> open() {
        return ask();
    }

    @Override
    public Turn<@Nullable Sighting> next(Reply reply) {
        Question question = asked;
        if (question == null) {
            return ask();
        }
        int port = port(question);
        switch (reply) {
            case Reply.Answered answered -> {
                answeringPort = answeringPort == 0 ? port : answeringPort;
                Identity known = recognised(question, answered.bytes());
                if (known != null) {
                    return new Turn.Done<>(new Sighting(host, known, port));
                }
            }
            case Reply.Refused _ -> closedPorts.add(port);
            case Reply.NoConnection _ -> {
                closedPorts.add(port);
                silentPorts++;
            }
            case Reply.TimedOut _, Reply.Cut _, Reply.TooLong _, Reply.NotSecured _ ->
                    answeringPort = answeringPort == 0 ? port : answeringPort;
        }
        return ask();
    }

    private @Nullable Identity recognised(Question question, byte[] answer) {
        for (Fingerprint fingerprint : plan.fingerprints()) {
            if (fingerprint.questions().contains(question)) {
                Identity known = fingerprint.recognise(question, answer);
                if (known != null) {
                    return known;
                }
            }
        }
        return null;
    }

    private Turn<@Nullable Sighting> ask() {
        boolean absent = answeringPort == 0 && silentPorts >= SILENT_PORTS_MAX;
        Question next = absent ? null : left.poll();
        while (next != null && closedPorts.contains(port(next))) {
            next = left.poll();
        }
        if (next == null) {
            return new Turn.Done<>(
                    answeringPort == 0 ? null : new Sighting(host, null, answeringPort));
        }
        asked = next;
        return new Turn.Ask<>(
                new Exchange(
                        port(next),
                        ProbeRequest.bytes(next, host),
                        next.framing(),
                        ANSWERS_WITHIN,
                        false));
    }

    private int port(Question question) {
        return plan.ports().getOrDefault(question.port(), question.port());
    }
}
