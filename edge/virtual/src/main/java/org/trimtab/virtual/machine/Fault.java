package org.trimtab.virtual.machine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be wrong with a machine. Each is something seen on real ones. */
public enum Fault {
    /** Says yes to a command and shows it as its setting, but works on; only power and hash rate tell. */
    DEAF,
    /** Takes the connection and never answers. */
    SILENT,
    /** Resets every connection at once. */
    REFUSES,
    /** Obeys, but cuts its answer in the middle with a reset. */
    RESETS_MID_REPLY,
    /** Obeys and answers, but without the mark that ends an answer; then closes. */
    NO_END_MARK,
    /** Answers with bytes that mean nothing, and does nothing. */
    GARBAGE,
    /** Obeys, but a command takes 21 s, to be answered and to act. */
    SLOW,
    /** LuxOS: somebody else always holds the session. Antminer: somebody changed the login. */
    LOCKED,
    /** Takes four times as long to wake. */
    WAKES_LATE,
    /** Falls asleep as told, says yes to waking, and sleeps on. */
    NEVER_WAKES,
    /** Whatsminer API 2: its tokens are all given away, to somebody else. */
    TOKENS_GONE(Family.WHATSMINER_V2),
    /** Whatsminer: the salt changes between two requests, as after a new password or a reset. */
    SALT_CHANGES(Family.WHATSMINER, Family.WHATSMINER_V2),
    /** Its clock is two hours off, so what is signed or set for a time does not hold. */
    CLOCK_WRONG(Family.WHATSMINER, Family.AVALON),
    /** Answers every second request with HTTP 429, too many requests. */
    TOO_MANY_REQUESTS(Family.VNISH, Family.BRAIINS, Family.PROTO),
    /** Antminer: its number for a digest login holds for one request only. */
    NONCE_STALE(Family.ANTMINER),
    /** Avalon: takes a wake and closes without an answer. */
    WAKES_SILENTLY(Family.AVALON),
    /** Antminer: says yes to either name of the work mode and obeys only one of them. */
    IGNORES_A_KEY(Family.ANTMINER);

    // Made by Set.of, which nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Family> families;

    Fault(Family... families) {
        this.families = Set.of(families);
    }

    /** Whether machines of every family can have it. */
    public boolean befallsAll() {
        return families.isEmpty();
    }

    /** Whether machines of this family can have it. */
    public boolean befalls(Family family) {
        return families.isEmpty() || families.contains(family);
    }

    /** Its name in files, such as {@code never-wakes}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names used in files. */
    public static String names() {
        return Arrays.stream(values()).map(Fault::text).collect(Collectors.joining(", "));
    }
}
