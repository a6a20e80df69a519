package org.trimtab.virtual.luxos;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** The one session of a machine: a mutex that lapses 60 s after its last use. It guards against accidents only. */
final class LuxosSession {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int ID_LENGTH = 8;
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SplittableRandom random;
    private final boolean rival;
    private String id = "";
    private Instant usedAt = Instant.MIN;

    /**
     * Makes a free session.
     *
     * @param rival true when somebody else takes it whenever it is free
     */
    LuxosSession(SplittableRandom random, boolean rival) {
        this.random = random;
        this.rival = rival;
    }

    /** Its id, or the empty text when nobody holds it. */
    String current(Instant now) {
        if (rival) {
            if (id.isEmpty()) {
                begin(now);
            }
            usedAt = now;
        }
        return now.isBefore(usedAt.plus(LIFE)) ? id : "";
    }

    /** Begins a session. */
    String begin(Instant now) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        id = letters.toString();
        usedAt = now;
        return id;
    }

    /** Uses the session: true, and its life begins anew, when this is its id. */
    boolean use(String claimed, Instant now) {
        if (claimed.isEmpty() || !claimed.equals(current(now))) {
            return false;
        }
        usedAt = now;
        return true;
    }

    void end() {
        id = "";
        usedAt = Instant.MIN;
    }
}
