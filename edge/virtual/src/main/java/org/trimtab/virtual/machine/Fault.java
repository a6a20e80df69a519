package org.trimtab.virtual.machine;

import java.util.Arrays;
import java.util.Locale;
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
    NEVER_WAKES;

    /** Its name in files, such as {@code never-wakes}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names used in files. */
    public static String names() {
        return Arrays.stream(values()).map(Fault::text).collect(Collectors.joining(", "));
    }
}
