package org.trimtab.drivers.scout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Fingerprint.Question;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.transport.ProbeRequest;

/**
 * Finds out what answers at one address. It asks the questions in order, stops at the first family that knows an
 * answer, and asks nothing twice and nothing in vain:
 *
 * <ul>
 *   <li>a port that takes no connection is left alone, and after a few that only let it wait, so is the address;
 *   <li>a port that kept silent, or answered in another way than it was asked, is not asked so again;
 *   <li>a web page is not asked for where a cgminer answered.
 * </ul>
 */
public final class Scouting implements Conversation<Sighting> {
    /** Questions an address is asked at most, as the transport allows; what is left then stays unasked. */
    public static final int QUESTIONS_MAX = 16;

    /** What a port has been found to be. */
    private static final class Port {
        private final Set<Framing> mute = new HashSet<>();
        private boolean closed;
        private boolean cgminer;

        private boolean mayBeAsked(Framing framing) {
            boolean webAtCgminer = framing == Framing.HTTP && cgminer;
            return !closed && !webAtCgminer && !mute.contains(framing);
        }
    }

    private final Questionnaire questionnaire;
    private final String host;
    private final ScoutLimits limits;
    private final Map<Integer, Port> ports = new HashMap<>();
    private final SortedMap<Integer, String> said = new TreeMap<>();
    private @Nullable Question asked;
    private @Nullable Identity unknownMake;
    private int at;
    private int asks;
    private int silentPorts;

    /**
     * A look at an address.
     *
     * @param host its address or host name
     */
    public Scouting(Questionnaire questionnaire, String host, ScoutLimits limits) {
        this.questionnaire = questionnaire;
        this.host = host;
        this.limits = limits;
    }

    @Override
    public Turn<Sighting> open() {
        return ask();
    }

    @Override
    public Turn<Sighting> next(Reply reply) {
        Question question = asked;
        if (question == null) {
            return ask();
        }
        int number = questionnaire.port(question.port());
        Port port = ports.computeIfAbsent(number, p -> new Port());
        if (reply instanceof Reply.Answered answered) {
            Identity known = heard(question, number, port, answered.bytes());
            if (known != null) {
                return new Turn.Done<>(new Sighting(host, known, said));
            }
        } else if (reply instanceof Reply.Refused) {
            port.closed = true;
        } else if (reply instanceof Reply.NoConnection) {
            port.closed = true;
            silentPorts++;
        } else {
            unanswered(question, number, port, reply);
        }
        return ask();
    }

    private @Nullable Identity heard(Question question, int number, Port port, byte[] answer) {
        Identity told = questionnaire.recognise(question, answer);
        boolean http = Words.beginsLikeHttp(answer);
        if ((question.framing() == Framing.HTTP) != http) {
            port.mute.add(question.framing());
        }
        port.cgminer |= !http && Words.isJson(question.framing(), answer);
        if (told == null) {
            said.putIfAbsent(number, Words.of(question.framing(), answer));
            return null;
        }
        said.put(number, "recognised as " + told.family());
        if (told.family().equals(Questionnaire.UNKNOWN_MAKE)) {
            unknownMake = told;
            return null;
        }
        return completed(told);
    }

    private void unanswered(Question question, int number, Port port, Reply reply) {
        byte[] partial =
                switch (reply) {
                    case Reply.TimedOut late -> late.partial();
                    case Reply.Cut cut -> cut.partial();
                    default -> new byte[0];
                };
        if (!(reply instanceof Reply.Cut)) {
            port.mute.add(question.framing());
        }
        port.cgminer |= Words.isJson(question.framing(), partial);
        said.putIfAbsent(
                number,
                partial.length == 0
                        ? "open, but it said nothing"
                        : Words.of(question.framing(), partial));
    }

    /** A family that knows its machines without their model is told it by their cgminer, where one answered. */
    private Identity completed(Identity told) {
        Identity other = unknownMake;
        return other == null
                ? told
                : new Identity(
                        told.family(),
                        told.make(),
                        told.model() == null ? other.model() : told.model(),
                        told.firmware(),
                        told.serial() == null ? other.serial() : told.serial());
    }

    private Turn<Sighting> ask() {
        boolean absent = said.isEmpty() && silentPorts >= limits.silentPortsMax();
        List<Question> questions = questionnaire.questions();
        while (!absent && at < questions.size() && asks < QUESTIONS_MAX) {
            Question next = questions.get(at++);
            int number = questionnaire.port(next.port());
            if (ports.computeIfAbsent(number, p -> new Port()).mayBeAsked(next.framing())) {
                asked = next;
                asks++;
                return new Turn.Ask<>(
                        new Exchange(
                                number,
                                ProbeRequest.bytes(next, host),
                                next.framing(),
                                limits.connectWithin().plus(limits.answersWithin()),
                                false));
            }
        }
        return new Turn.Done<>(new Sighting(host, unknownMake, said));
    }
}
