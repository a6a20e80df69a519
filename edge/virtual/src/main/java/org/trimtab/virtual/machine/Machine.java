package org.trimtab.virtual.machine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The body of one virtual machine: what it draws, how much it works, what it was told. It is commanded by one thread
 * and may be looked at by any.
 */
public final class Machine {
    /** Work goes with power to this: held back, a machine is more efficient. */
    public static final double WORK_BY_POWER = 0.68;

    private static final int LATE_FACTOR = 4;
    private static final Duration SLOW_COMMAND = Duration.ofSeconds(21);
    private static final Duration WRONG_CLOCK = Duration.ofHours(2);

    private final Nameplate nameplate;
    private final Physics physics;
    private final Manners manners;
    private final @Nullable Fault fault;
    private final InstantSource clock;
    private final SplittableRandom random;
    private final long noiseSeed;
    private final double unitFactor;
    private final double reportFactor;
    private final double pace;
    private final Duration clockSkew;

    private volatile State state;
    private volatile Physics.Times times;
    private volatile Instant startedAt;
    private volatile Instant awayUntil = Instant.MIN;
    private volatile boolean unplugged;
    private final AtomicInteger commandsReceived = new AtomicInteger();
    private volatile @Nullable Instant lastCommandAt;

    /**
     * Who a machine is.
     *
     * @param index its place in the fleet, from 0
     * @param model what it calls itself
     * @param host the address it answers on
     * @param firmware what it runs
     */
    public record Nameplate(int index, String model, String host, Firmware firmware) {}

    /**
     * How a machine is.
     *
     * @param setting what its configuration says
     * @param before how it worked before the last change took effect
     * @param after how it works from then on
     * @param changedAt when the last change took or takes effect
     * @param level share of full power it works at when awake
     * @param path power, without noise
     */
    private record State(
            WorkMode setting,
            WorkMode before,
            WorkMode after,
            Instant changedAt,
            double level,
            PowerPath path) {
        State setting(WorkMode other) {
            return new State(other, before, after, changedAt, level, path);
        }

        State on(PowerPath other) {
            return new State(setting, before, after, changedAt, level, other);
        }

        WorkMode at(Instant now) {
            return now.isBefore(changedAt) ? before : after;
        }
    }

    /**
     * Builds a machine that has been in its mode for a while.
     *
     * @param seed of everything that is drawn for it
     */
    public Machine(
            Nameplate nameplate,
            Traits traits,
            @Nullable Fault fault,
            InstantSource clock,
            long seed) {
        this.nameplate = nameplate;
        this.physics = traits.physics();
        this.times = physics.times();
        this.manners = traits.manners();
        this.fault = fault;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.noiseSeed = random.nextLong();
        this.unitFactor = 1 + drawn(physics.errors().unit().partsPerMillion());
        this.reportFactor = 1 + drawn(physics.errors().report().partsPerMillion());
        this.pace = 0.7 + 0.3 * random.nextDouble();
        long skewMost = manners.clockSkewMost().toMillis();
        Duration skew = Duration.ofMillis(random.nextLong(-skewMost, skewMost + 1));
        Duration wrong = noiseSeed < 0 ? WRONG_CLOCK.negated() : WRONG_CLOCK;
        this.clockSkew = fault == Fault.CLOCK_WRONG ? skew.plus(wrong) : skew;
        this.startedAt = clock.instant().minusSeconds(random.nextLong(3_600, 30 * 86_400L));
        WorkMode mode = traits.workMode();
        this.state = new State(mode, mode, mode, startedAt, 1, PowerPath.level(wattsIn(mode, 1)));
    }

    /**
     * What a group's machines share.
     *
     * @param physics power and work
     * @param manners time to answer, login
     * @param workMode how they work at first
     */
    public record Traits(Physics physics, Manners manners, WorkMode workMode) {}

    private double drawn(int partsPerMillion) {
        return (2 * random.nextDouble() - 1) * partsPerMillion / 1e6;
    }

    private double wattsIn(WorkMode mode) {
        return wattsIn(mode, state.level);
    }

    private double wattsIn(WorkMode mode, double level) {
        return mode == WorkMode.SLEEP
                ? physics.standby().watts()
                : physics.running().watts() * unitFactor * mode.powerFactor() * level;
    }

    /** What this one machine draws at full work in normal mode, W; its nameplate is that of its model. */
    public double fullWatts() {
        return physics.running().watts() * unitFactor;
    }

    /** Share of full power it works at when awake; below 1 when it was told to hold itself back. */
    public double level() {
        return state.level;
    }

    /**
     * Works at another share of full power from now on; a sleeping machine does so once it wakes. A deaf one notes it
     * and works on as before, and so does not show it.
     *
     * @param share from just above 0 to 1.2
     */
    public void hold(double share) {
        hold(share, Duration.ofMillis(paced(times.rampDown())));
    }

    /**
     * As {@link #hold(double)}, moving there evenly.
     *
     * @param over how long that takes
     */
    public void hold(double share, Duration over) {
        Instant now = clock.instant();
        holdFrom(share, has(Fault.SLOW) ? now.plus(SLOW_COMMAND) : now, over);
    }

    /**
     * Moves to another share of full power of its own accord; nothing when it sleeps.
     *
     * @param after when that begins
     * @param over how long it takes
     */
    public void drift(double share, Duration after, Duration over) {
        if (state.after != WorkMode.SLEEP) {
            holdFrom(share, clock.instant().plus(after), over);
        }
    }

    /** Moves its power faster or slower from the next sleep or wake on. */
    public void ramp(Duration down, Duration up) {
        times = new Physics.Times(down, times.boot(), up);
    }

    private void holdFrom(double share, Instant from, Duration over) {
        if (!(share > 0.05 && share <= 1.2)) {
            throw new IllegalArgumentException(
                    "a machine cannot work at " + share + " of its power");
        }
        if (has(Fault.DEAF)) {
            return;
        }
        State old = state;
        PowerPath path =
                old.after == WorkMode.SLEEP
                        ? old.path
                        : old.path.turning(
                                clock.instant().toEpochMilli(),
                                from.toEpochMilli(),
                                new long[] {over.toMillis()},
                                new double[] {wattsIn(old.after, share)});
        state = new State(old.setting, old.before, old.after, old.changedAt, share, path);
    }

    public Nameplate nameplate() {
        return nameplate;
    }

    public Physics physics() {
        return physics;
    }

    public Manners manners() {
        return manners;
    }

    /** Chance that belongs to this machine; only for the thread that commands it. */
    public SplittableRandom random() {
        return random;
    }

    public @Nullable Fault fault() {
        return fault;
    }

    public boolean has(Fault kind) {
        return fault == kind;
    }

    public Instant now() {
        return clock.instant();
    }

    /** What the machine's own clock shows. */
    public Instant ownTime() {
        return clock.instant().plus(clockSkew);
    }

    /** Time since its mining process started. */
    public Duration elapsed() {
        Duration elapsed = Duration.between(startedAt, clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** How long it takes to answer a question. */
    public Duration readingTime() {
        return manners.reading().draw(random);
    }

    /** How long it takes to answer a command. */
    public Duration commandTime() {
        return has(Fault.SLOW) ? SLOW_COMMAND : manners.command().draw(random);
    }

    /** Counts a command as received, whatever comes of it. */
    public void countCommand() {
        commandsReceived.incrementAndGet();
        lastCommandAt = clock.instant();
    }

    public int commandsReceived() {
        return commandsReceived.get();
    }

    public @Nullable Instant lastCommandAt() {
        return lastCommandAt;
    }

    /** What its configuration says; a deaf machine works otherwise. */
    public WorkMode setting() {
        return state.setting;
    }

    /** How it works in truth. */
    public WorkMode mode() {
        return state.at(clock.instant());
    }

    public boolean asleep() {
        return mode() == WorkMode.SLEEP;
    }

    /** True while its interface is away because something restarts. */
    public boolean away() {
        return clock.instant().isBefore(awayUntil);
    }

    /** Power drawn now, W. */
    public double watts() {
        return watts(clock.instant().toEpochMilli());
    }

    /** Power drawn at a moment, W. */
    public double watts(long millis) {
        if (unplugged) {
            // Whatever it was still about to do when its power went.
            return 0;
        }
        double level = state.path.wattsAt(millis);
        double spread = physics.errors().noise().partsPerMillion() / 1e6;
        return spread == 0 ? level : level * (1 + spread * noise(millis / 1_000));
    }

    /** Power as the firmware believes it to be, W. */
    public long reportedWatts() {
        return Math.round(watts() * reportFactor);
    }

    /** Work done now, GH/s. */
    public double gigahashesPerSecond() {
        Instant now = clock.instant();
        WorkMode mode = state.at(now);
        double standby = physics.standby().watts();
        double full = wattsIn(mode);
        if (mode == WorkMode.SLEEP || full <= standby) {
            return 0;
        }
        long millis = now.toEpochMilli();
        double load = (state.path.wattsAt(millis) - standby) / (full - standby);
        double steady = Math.clamp(load, 0, 1) * fullGigahashes(mode);
        return steady * (1 + 0.01 * noise(~(millis / 1_000)));
    }

    /** Work at full power in normal mode, GH/s. */
    public double nameplateGigahashes() {
        return physics.hashRate().megahashesPerSecond() / 1e3;
    }

    private double fullGigahashes(WorkMode mode) {
        // Held back, a machine works more efficiently: at 72 % of the power it does 80 % of the
        // work.
        return nameplateGigahashes()
                * unitFactor
                * mode.workFactor()
                * Math.pow(state.level, WORK_BY_POWER);
    }

    /** True while power rises to its working level. */
    public boolean ramping() {
        double full = wattsIn(mode());
        return !asleep() && state.path.wattsAt(clock.instant().toEpochMilli()) < 0.99 * full;
    }

    /** True while power falls to standby after it was told to sleep. */
    public boolean fading() {
        double standby = physics.standby().watts();
        return asleep() && state.path.wattsAt(clock.instant().toEpochMilli()) > 1.05 * standby;
    }

    /** Goes to sleep or wakes without restarting anything, as LuxOS does; nothing when it already is so. */
    public void turn(WorkMode wish) {
        turn(wish, clock.instant());
    }

    /**
     * As {@link #turn(WorkMode)}, at a set time.
     *
     * @param at when; what lies in the past is now
     */
    public void turn(WorkMode wish, Instant at) {
        Instant now = clock.instant();
        WorkMode mode = obeyed(wish);
        if (mode == state.after) {
            state = state.setting(wish);
            return;
        }
        Instant due = at.isBefore(now) ? now : at;
        Instant from = has(Fault.SLOW) ? due.plus(SLOW_COMMAND) : due;
        state =
                new State(
                        wish, state.at(now), mode, from, state.level, path(now, from, mode, false));
    }

    /**
     * Restarts the mining process with a mode, as the stock firmware does on every new configuration.
     *
     * @param at when; the interface is away from then on
     */
    public void restart(WorkMode wish, Instant at) {
        awayUntil = at.plus(manners.restart());
        relaunch(wish, at);
    }

    /**
     * Restarts the mining process with a mode while the interface stays.
     *
     * @param at when
     */
    public void relaunch(WorkMode wish, Instant at) {
        Instant now = clock.instant();
        WorkMode mode = obeyed(wish);
        if (has(Fault.DEAF)) {
            state = state.setting(wish);
            return;
        }
        startedAt = at;
        state = new State(wish, state.at(now), mode, at, state.level, path(now, at, mode, true));
    }

    /** Restarts the whole machine; it comes back as it was told to be. */
    public void reboot() {
        restart(state.setting, clock.instant());
    }

    /** Notes a mode as told without anything coming of it. */
    public void note(WorkMode wish) {
        state = state.setting(wish);
    }

    /** Takes the power away, as an open breaker does: 0 W at once, and no interface. */
    public void unplug() {
        if (unplugged) {
            return;
        }
        unplugged = true;
        awayUntil = Instant.MAX;
        long now = clock.instant().toEpochMilli();
        state = state.on(state.path.turning(now, now, new long[] {1}, new double[] {0}));
    }

    /** Gives the power back: it boots as it was last told to be, and its interface comes back then. */
    public void plug() {
        if (!unplugged) {
            return;
        }
        unplugged = false;
        Instant now = clock.instant();
        State old = state;
        WorkMode mode = has(Fault.DEAF) ? WorkMode.NORMAL : old.setting;
        long standby = physics.standby().watts();
        long boot = paced(physics.times().boot());
        long up = paced(physics.times().rampUp());
        boolean sleeps = mode == WorkMode.SLEEP;
        double full = sleeps ? standby : wattsIn(mode);
        PowerPath path =
                old.path.turning(
                        now.toEpochMilli(),
                        now.toEpochMilli(),
                        new long[] {1, boot + 2, boot + up + 3},
                        new double[] {standby, standby, full});
        awayUntil = now.plus(manners.restart());
        startedAt = now;
        state = new State(old.setting, WorkMode.SLEEP, mode, now, old.level, path);
    }

    /** True while an open breaker keeps the power from it. */
    public boolean unplugged() {
        return unplugged;
    }

    private WorkMode obeyed(WorkMode wish) {
        WorkMode mode = state.after;
        boolean stays = has(Fault.DEAF) || (has(Fault.NEVER_WAKES) && mode == WorkMode.SLEEP);
        return stays ? mode : wish;
    }

    private PowerPath path(Instant now, Instant from, WorkMode mode, boolean fallsFirst) {
        long down = paced(times.rampDown());
        long boot = paced(times.boot()) * (has(Fault.WAKES_LATE) ? LATE_FACTOR : 1);
        long up = paced(times.rampUp()) * (has(Fault.WAKES_LATE) ? LATE_FACTOR : 1);
        double standby = physics.standby().watts();
        long nowMillis = now.toEpochMilli();
        long fromMillis = from.toEpochMilli();
        if (mode == WorkMode.SLEEP) {
            return state.path.turning(
                    nowMillis, fromMillis, new long[] {down}, new double[] {standby});
        }
        long fallen = fallsFirst ? down : boot;
        long booted = fallsFirst ? down + boot : boot;
        return state.path.turning(
                nowMillis,
                fromMillis,
                new long[] {fallen, booted, booted + up},
                new double[] {standby, standby, wattsIn(mode)});
    }

    private long paced(Duration time) {
        return Math.round(time.toMillis() * pace);
    }

    /** A number between -1 and 1 that depends on the machine and the second only. */
    private double noise(long second) {
        long mixed = (second + noiseSeed) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) * 0x1p-63;
    }
}
