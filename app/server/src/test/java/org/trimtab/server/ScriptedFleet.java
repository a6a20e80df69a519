package org.trimtab.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.DeviceView;

/** The devices of a made-up site: 60 % answer in a moment, 40 % take some 21 seconds. */
final class ScriptedFleet {
    private static final long WATTS = 3_500;
    private static final long STANDBY_WATTS = 25;

    private final int[] commandMs;
    private final int[] answerMs;
    private final int[] sleepMs;
    private final int[] wakeMs;
    private final boolean[] fails;

    ScriptedFleet(int devices) {
        Random random = new Random(7);
        commandMs = new int[devices];
        answerMs = new int[devices];
        sleepMs = new int[devices];
        wakeMs = new int[devices];
        fails = new boolean[devices];
        for (int i = 0; i < devices; i++) {
            commandMs[i] = 4 + i * 190 / Math.max(1, devices);
            answerMs[i] = isFast(i) ? 40 + random.nextInt(600) : 18_000 + random.nextInt(4_500);
            sleepMs[i] = answerMs[i] + 700 + random.nextInt(3_500);
            wakeMs[i] = 3_000 + random.nextInt(22_000);
            fails[i] = random.nextInt(80) == 0;
        }
    }

    int size() {
        return commandMs.length;
    }

    boolean isFast(int device) {
        return device < size() * 6 / 10;
    }

    boolean fails(int device) {
        return fails[device];
    }

    int answerMs(int device) {
        return answerMs[device];
    }

    long levelW() {
        return Math.round(size() * WATTS * 1.03);
    }

    /** Device letters in order. */
    String cells(@Nullable ScriptedEvent event, Instant at) {
        StringBuilder cells = new StringBuilder(size());
        for (int i = 0; i < size(); i++) {
            cells.append(cell(i, event, at));
        }
        return cells.toString();
    }

    private char cell(int i, @Nullable ScriptedEvent event, Instant at) {
        if (event == null || !event.isChosen(i)) {
            return i % 211 == 17 ? 'U' : 'H';
        }
        long ms = Duration.between(event.beginsAt(), at).toMillis();
        Instant ended = event.endedAt();
        if (!at.isBefore(ended)) {
            long back = Duration.between(ended, at).toMillis();
            return fails[i] ? 'H' : back < 900 ? 'w' : back < wakeMs[i] ? 'W' : 'H';
        }
        if (ms < commandMs[i]) {
            return 'H';
        }
        return ms < sleepMs[i] ? 'a' : fails[i] ? 'F' : 'S';
    }

    /** What the site meter would read. */
    long metered(@Nullable ScriptedEvent event, Instant at) {
        long sum = 0;
        String cells = cells(event, at);
        for (int i = 0; i < size(); i++) {
            sum +=
                    switch (cells.charAt(i)) {
                        case 'S', 'w' -> STANDBY_WATTS;
                        case 'W' -> WATTS / 5;
                        default -> WATTS;
                    };
        }
        long half = at.toEpochMilli() / 500;
        double wave = Math.sin(half / 23.0) * 0.002 + new Random(half).nextGaussian() * 0.0009;
        return Math.round(sum * 1.03 * (1 + wave));
    }

    List<DeviceView> views(@Nullable ScriptedEvent event, Instant at) {
        List<DeviceView> views = new ArrayList<>(size());
        String cells = cells(event, at);
        for (int i = 0; i < size(); i++) {
            char cell = cells.charAt(i);
            boolean unread = cell == 'U';
            views.add(
                    new DeviceView(
                            "%s-%04d".formatted(isFast(i) ? "lux-a" : "ant-b", i + 1),
                            isFast(i) ? "luxos" : "antminer",
                            isFast(i) ? "Antminer S21" : "Antminer S19k Pro",
                            "127.1." + i / 250 + "." + (i % 250 + 1) + ":4028",
                            phase(cell),
                            unread ? null : activity(cell),
                            unread ? null : (Long) (cell == 'S' ? STANDBY_WATTS : WATTS),
                            unread ? null : "MODELLED",
                            unread ? null : (Long) (cell == 'S' ? 0L : 200_000_000L),
                            unread ? null : at,
                            cell == 'F' ? "STAYED_AWAKE" : null,
                            event != null && event.isChosen(i)
                                    ? event.instruction.id().value()
                                    : null,
                            cell == 'S' || cell == 'a' ? "ASLEEP" : null,
                            null,
                            cell == 'F' ? "STAYED_AWAKE" : null,
                            null));
        }
        return views;
    }

    static String activity(int cell) {
        return switch (cell) {
            case 'S', 'w' -> "ASLEEP";
            case 'W' -> "STARTING";
            case 'U' -> "UNKNOWN";
            default -> "HASHING";
        };
    }

    static String phase(int cell) {
        return switch (cell) {
            case 'S' -> "CURTAILED";
            case 'a' -> "CURTAIL_SENT";
            case 'w' -> "RESTORE_SENT";
            case 'W' -> "RESTORE_ACCEPTED";
            case 'F' -> "CURTAIL_FAILED";
            default -> "FREE";
        };
    }

    static Map<String, Integer> count(String cells, IntFunction<String> by) {
        Map<String, Integer> counts = new TreeMap<>();
        cells.chars().forEach(c -> counts.merge(by.apply(c), 1, Integer::sum));
        return counts;
    }
}
