package org.trimtab.drivers.scout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Fingerprint.Question;
import org.trimtab.drivers.api.Identity;

/**
 * The questions of all families, equal ones once, in the order in which an address is asked: newer ways before older
 * ones that the same machine answers too, and what most answer before what few do. Made once for a scan of many
 * addresses; safe for use by many threads.
 */
public final class Questionnaire {
    /** The family that knows whatever speaks the cgminer API; it is believed only when no other knows it. */
    public static final String UNKNOWN_MAKE = "cgminer";

    /** Ports in the order they are asked at; others follow by number. */
    private static final List<Integer> PORTS = List.of(4433, 4028, 80, 8080);

    private final List<Fingerprint> fingerprints;
    private final List<Question> questions;
    private final Map<Integer, Integer> ports;

    private Questionnaire(
            List<Fingerprint> fingerprints, List<Question> questions, Map<Integer, Integer> ports) {
        this.fingerprints = fingerprints;
        this.questions = questions;
        this.ports = ports;
    }

    /**
     * The questions of these drivers.
     *
     * @param drivers every family's, in the catalogue's order
     * @param ports ports a fleet answers on that are not the makers', by the makers'
     */
    public static Questionnaire of(Collection<Driver> drivers, Map<Integer, Integer> ports) {
        List<Fingerprint> fingerprints = drivers.stream().map(Driver::fingerprint).toList();
        Set<Question> distinct = new LinkedHashSet<>();
        fingerprints.forEach(fingerprint -> distinct.addAll(fingerprint.questions()));
        List<Question> questions = new ArrayList<>(distinct);
        questions.sort(
                Comparator.comparingInt((Question question) -> rank(question.port()))
                        .thenComparingInt(Questionnaire::rank));
        return new Questionnaire(fingerprints, List.copyOf(questions), Map.copyOf(ports));
    }

    /** The questions in order. */
    public List<Question> questions() {
        return questions;
    }

    /** Where a service is looked for. */
    public int port(int makers) {
        return ports.getOrDefault(makers, makers);
    }

    /** The first family but {@link #UNKNOWN_MAKE} that knows the answer; else that one; else null. */
    @Nullable Identity recognise(Question asked, byte[] answer) {
        Identity unknownMake = null;
        for (Fingerprint fingerprint : fingerprints) {
            Identity told =
                    fingerprint.questions().contains(asked)
                            ? fingerprint.recognise(asked, answer)
                            : null;
            if (told != null && !told.family().equals(UNKNOWN_MAKE)) {
                return told;
            }
            unknownMake = told == null ? unknownMake : told;
        }
        return unknownMake;
    }

    private static int rank(int port) {
        int known = PORTS.indexOf(port);
        return known < 0 ? PORTS.size() + port : known;
    }

    private static int rank(Question question) {
        return switch (question.framing()) {
            case LENGTH_PREFIXED -> 0;
            case CGMINER -> 1;
            case HTTP -> 2;
        };
    }
}
