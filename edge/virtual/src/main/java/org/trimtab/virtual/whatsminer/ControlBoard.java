package org.trimtab.virtual.whatsminer;

import java.time.Duration;
import java.util.SplittableRandom;
import org.trimtab.virtual.cgminer.Pools;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;

/** What both interfaces of one Whatsminer command and show. */
final class ControlBoard {
    static final String FIRMWARE_2 = "20230803.11.REL";
    static final String FIRMWARE_3 = "20251209.16.Rel2";
    static final int BOARDS = 3;
    static final int CHIPS = 135;

    /** The limit that takes the limit away. */
    static final long NO_LIMIT = 99_999;

    private static final int SALT_LENGTH = 8;
    private static final int PERCENT_MOST = 100;
    private static final double SHARE_LEAST = 0.1;
    private static final Duration FAST = Duration.ofSeconds(1);
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Machine machine;
    private final Pools pools;
    private String salt;
    private WorkMode workMode;
    private long limitWatts;
    private int percent = PERCENT_MOST;
    private int saltChanges;

    ControlBoard(Machine machine) {
        this.machine = machine;
        this.pools = Pools.of(machine.nameplate().index());
        this.salt = letters(machine.random());
        this.workMode = machine.setting() == WorkMode.SLEEP ? WorkMode.NORMAL : machine.setting();
        this.limitWatts = machine.physics().running().watts();
    }

    static String letters(SplittableRandom random) {
        char[] letters = new char[SALT_LENGTH];
        for (int i = 0; i < SALT_LENGTH; i++) {
            letters[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return new String(letters);
    }

    Machine machine() {
        return machine;
    }

    Pools pools() {
        return pools;
    }

    String salt() {
        return salt;
    }

    /** How often the salt has changed; what was signed under an older one is void. */
    int saltChanges() {
        return saltChanges;
    }

    /** The password in truth; a locked machine's was changed by somebody. */
    String password() {
        String password = machine.manners().login().password();
        return machine.has(Fault.LOCKED) ? password + "-changed" : password;
    }

    /** What it says of itself. */
    boolean off() {
        return machine.setting() == WorkMode.SLEEP;
    }

    WorkMode workMode() {
        return workMode;
    }

    long limitWatts() {
        return limitWatts;
    }

    int percent() {
        return percent;
    }

    /** To be called after every command that was done. */
    void done() {
        if (machine.has(Fault.SALT_CHANGES)) {
            salt = letters(machine.random());
            saltChanges++;
        }
    }

    void stop() {
        machine.turn(WorkMode.SLEEP);
    }

    void start() {
        machine.turn(workMode);
    }

    /** Restarts the mining process, as it was. */
    void restart() {
        machine.restart(off() ? WorkMode.SLEEP : workMode, machine.now());
    }

    /** Works in another mode; the mining process restarts for it. */
    void work(WorkMode mode) {
        workMode = mode;
        restart();
    }

    /** Power in percent of the limit, 0 to 100; false when it is out of that range. */
    boolean percent(String wish, boolean fast) {
        int value = number(wish);
        if (value < 0 || value > PERCENT_MOST) {
            return false;
        }
        percent = value;
        machine.hold(share(), fast ? FAST : machine.manners().habits().retune());
        return true;
    }

    /** Power limit, W; the mining process restarts for it. False when it is none. */
    boolean limit(String wish) {
        int value = number(wish);
        if (value < 1 || value > NO_LIMIT) {
            return false;
        }
        long full = machine.physics().running().watts();
        limitWatts = value == NO_LIMIT ? full : value;
        machine.hold(share());
        restart();
        return true;
    }

    private double share() {
        // A limit is kept by what the supply measures, not by the nameplate.
        boolean free = limitWatts >= machine.physics().running().watts();
        double limit = free ? 1 : Math.min(1, limitWatts / machine.fullWatts());
        return Math.max(SHARE_LEAST, limit * percent / PERCENT_MOST);
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 6) {
            return -1;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
