package org.trimtab.openadr.vtn.rest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;

/**
 * Lists answered before, for those who poll. One serves again while no object of its kind has changed, no event in it
 * has ended, and whoever asks is told the same by right: the question carries all that the answer was made of.
 */
final class KnownLists {
    /** Lists kept; with one more, the one not asked for the longest is forgotten. */
    static final int LISTS_MAX = 20_000;

    /** Bytes kept in all; with more, those not asked for the longest are forgotten. */
    static final int BYTES_MAX = 64 * 1024 * 1024;

    /** A longer list is made anew each time. */
    static final int LIST_BYTES_MAX = 1024 * 1024;

    /** What a list weighs beside its text, compressed text and question, about. */
    private static final int OVERHEAD_BYTES = 1_024;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, Place> places = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    KnownLists(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * All a list of programs or events is made of, but for the objects and the clock.
     *
     * @param old whether it is answered as 3.0.1 has it
     * @param seesAll whether business logic asks
     * @param counting the granted targets that count for this query; empty for business logic
     */
    record Question(
            ObjectKind kind, boolean old, boolean seesAll, Set<String> counting, Query query) {
        Question {
            counting = Set.copyOf(counting);
        }

        private int length() {
            return query.length() + counting.stream().mapToInt(String::length).sum();
        }
    }

    /**
     * An answer and how long it holds.
     *
     * @param newest the newest change of the kind before it was read
     * @param from when it was asked for; a clock that is put back makes it worthless
     * @param until when it is different without any change; null for never
     * @param turnsOnAllGrants whether someone granted more than what counts for the query is told more
     */
    record Known(
            Body body,
            long newest,
            Instant from,
            @Nullable Instant until,
            boolean turnsOnAllGrants) {
        private boolean holds(long asked, Instant now) {
            return newest >= asked
                    && !now.isBefore(from)
                    && (until == null || now.toEpochMilli() < until.toEpochMilli());
        }
    }

    /** Where the answer to a question is kept. Those who ask at once wait for one of them to make it. */
    private static final class Place {
        private final ReentrantLock making = new ReentrantLock();
        private volatile @Nullable Known known;
        private long weight;
    }

    /**
     * The answer to a question, made when none is known that holds.
     *
     * @param newest the newest change of the kind, looked up after the question came
     */
    Known answer(Question question, long newest, Supplier<Known> made) {
        Place place = place(question);
        Known known = place.known;
        if (known != null && known.holds(newest, clock.instant())) {
            return known;
        }
        place.making.lock();
        try {
            known = place.known;
            if (known == null || !known.holds(newest, clock.instant())) {
                known = made.get();
                keep(question, place, known);
            }
            return known;
        } finally {
            place.making.unlock();
        }
    }

    private Place place(Question question) {
        lock.lock();
        try {
            Place known = places.get(question);
            if (known != null) {
                return known;
            }
            Place place = new Place();
            places.put(question, place);
            weigh(place, OVERHEAD_BYTES + (2L * question.length()));
            return place;
        } finally {
            lock.unlock();
        }
    }

    private void keep(Question question, Place place, Known known) {
        int length = known.body().plain().length;
        lock.lock();
        try {
            if (places.get(question) != place) {
                return;
            }
            if (length > LIST_BYTES_MAX) {
                places.remove(question);
                bytes -= place.weight;
                return;
            }
            place.known = known;
            weigh(place, OVERHEAD_BYTES + (2L * question.length()) + (2L * length));
        } finally {
            lock.unlock();
        }
    }

    private void weigh(Place place, long weight) {
        bytes += weight - place.weight;
        place.weight = weight;
        Iterator<Place> oldest = places.values().iterator();
        while (oldest.hasNext() && (bytes > BYTES_MAX || places.size() > LISTS_MAX)) {
            bytes -= oldest.next().weight;
            oldest.remove();
        }
    }

    /** How many are kept. */
    int size() {
        lock.lock();
        try {
            return places.size();
        } finally {
            lock.unlock();
        }
    }
}
