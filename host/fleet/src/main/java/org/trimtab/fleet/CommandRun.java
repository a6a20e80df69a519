package org.trimtab.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/**
 * Carries a plan out: keeps how devices are set, sends the commands, slow families first, and looks at each device
 * until it is proven that it obeyed or that it did not. A restore goes in waves that spare the feeder.
 */
public final class CommandRun {
    /** How long a command may wait for its turn before it must not be sent. */
    static final Duration COMMAND_LIFE = Duration.ofMinutes(15);

    private static final String CAUSE = "by-hand";
    private static final long LOOK_MILLIS = 20;
    private static final long TELL_EVERY_NANOS = 200_000_000L;

    private final FleetSession session;
    private final FleetPlan plan;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private final LinkedBlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
    private final List<Trial> trials = new ArrayList<>();
    private final Deque<Trial> unsent = new ArrayDeque<>();
    private final Set<DeviceId> wereOurs = new HashSet<>();
    private Instant waveAt = Instant.MIN;
    private int sentInWave;
    private int lookingNow;
    private int over;
    private long toldNanos;

    /**
     * A run.
     *
     * @param stopped is asked now and then whether to stop; what is under way is then told as uncertain
     */
    public CommandRun(
            FleetSession session, FleetPlan plan, Progress progress, BooleanSupplier stopped) {
        this.session = session;
        this.plan = plan;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** Does it; comes back when every device's fate is known or the work was stopped. */
    public FleetResult carryOut() {
        List<PlannedDevice> commanded = plan.commanded();
        remember(commanded);
        for (PlannedDevice planned : commanded) {
            Trial trial = new Trial(planned, settlesWithin(planned));
            trials.add(trial);
            unsent.add(trial);
        }
        Instant startedAt = session.now();
        while (over < trials.size() && !stopped.getAsBoolean()) {
            Instant now = session.now();
            send(now);
            look(now);
            take();
            tell();
        }
        Instant endedAt = session.now();
        trials.forEach(trial -> trial.stop(endedAt));
        trials.forEach(this::forgetUntouched);
        progress.at("proven", over, trials.size());
        session.sync();
        return new FleetResult(plan, startedAt, results());
    }

    /** A device that surely never acted on our first command to it owes us nothing. */
    private void forgetUntouched(Trial trial) {
        DeviceResult result = trial.result();
        DeviceId id = trial.planned.device().id();
        if (result == null || wereOurs.contains(id) || trial.planned.action().isWake()) {
            return;
        }
        switch (result.ending()) {
            case REFUSED, UNREACHABLE, UNSUPPORTED, NOT_SENT ->
                    session.memory().keep(id, session.memory().of(id).restored());
            case CONFIRMED, DISOBEYED, UNCERTAIN, LEFT_OUT -> {}
        }
    }

    /** Everything is on disk before the first command leaves. */
    private void remember(List<PlannedDevice> commanded) {
        Instant now = session.now();
        int kept = 0;
        for (PlannedDevice planned : commanded) {
            if (!planned.action().isWake()) {
                SortedMap<String, String> settings = planned.inspection().settings();
                FleetMemory memory = session.memory();
                DeviceId id = planned.device().id();
                Remembered remembered = memory.of(id);
                if (remembered.ours()) {
                    wereOurs.add(id);
                } else {
                    memory.keep(id, remembered.before(settings.isEmpty() ? null : settings, now));
                }
            }
            if (++kept % 1_000 == 0) {
                progress.at("snapshots", kept, commanded.size());
            }
        }
        session.sync();
        progress.at("snapshots", commanded.size(), commanded.size());
    }

    private Duration settlesWithin(PlannedDevice planned) {
        Device device = planned.device();
        FamilyDescriptor.Cap cap = session.family(device).cap();
        return switch (planned.action()) {
            case Action.State state ->
                    state == Action.State.SLEEP
                            ? device.timing().fallsWithin()
                            : device.timing().wakesWithin();
            case Action.CapAt _ ->
                    cap == null ? device.timing().fallsWithin() : cap.settlesWithin();
        };
    }

    private void send(Instant now) {
        boolean inWaves = plan.wish() instanceof Wish.Restore;
        DispatchPolicy policy = session.definition().policy();
        if (!waveAt.plus(policy.wakeWaveEvery()).isAfter(now)) {
            waveAt = now;
            sentInWave = 0;
        }
        int left = unsent.size();
        for (int i = 0; i < left; i++) {
            if (inWaves && sentInWave >= policy.wakeWaveMax()) {
                return;
            }
            Trial trial = unsent.removeFirst();
            if (trial.planned.notBefore().isAfter(now)) {
                unsent.addLast(trial);
            } else {
                sentInWave++;
                send(trial, now);
            }
        }
    }

    private void send(Trial trial, Instant now) {
        PlannedDevice planned = trial.planned;
        Device device = planned.device();
        note(planned.action(), device, now);
        Command command =
                new Command(
                        new CommandId(
                                device.id().value().length() > 48
                                        ? "by-hand-" + trials.indexOf(trial)
                                        : "by-hand-" + device.id()),
                        device.id(),
                        planned.action(),
                        now,
                        now.plus(COMMAND_LIFE),
                        CAUSE);
        session.send(
                device,
                command,
                outcome -> arrived.add(() -> trialOver(trial, () -> trial.answered(outcome))));
    }

    private void note(Action action, Device device, Instant now) {
        FleetMemory memory = session.memory();
        Remembered before = memory.of(device.id());
        if (action.isSleep()) {
            memory.keep(device.id(), before.slept(now));
        } else if (action.isWake()) {
            memory.keep(device.id(), before.woken(now));
        }
    }

    private void look(Instant now) {
        int most = session.pollsAtOnceMax();
        for (Trial trial : trials) {
            if (lookingNow >= most) {
                return;
            }
            if (trial.isLookDue(now)) {
                trial.looking();
                lookingNow++;
                session.poll(
                        trial.planned.device(),
                        report ->
                                arrived.add(() -> {
                                    lookingNow--;
                                    trialOver(trial, () -> trial.looked(report, session.now()));
                                }));
            }
        }
    }

    private void trialOver(Trial trial, Runnable change) {
        boolean before = trial.result() != null;
        change.run();
        if (!before && trial.result() != null) {
            over++;
        }
    }

    private void take() {
        try {
            Runnable next = arrived.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            while (next != null) {
                next.run();
                next = arrived.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("interrupted");
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - toldNanos >= TELL_EVERY_NANOS) {
            toldNanos = now;
            progress.at(unsent.isEmpty() ? "proven" : "sending", over, trials.size());
        }
    }

    private List<DeviceResult> results() {
        List<DeviceResult> results = new ArrayList<>();
        for (Trial trial : trials) {
            DeviceResult result = trial.result();
            if (result != null) {
                results.add(result);
            }
        }
        for (PlannedDevice planned : plan.devices()) {
            Obstacle obstacle = planned.obstacle();
            if (obstacle != null) {
                results.add(leftOut(planned));
            }
        }
        return results;
    }

    private static DeviceResult leftOut(PlannedDevice planned) {
        return new DeviceResult(
                planned,
                Ending.LEFT_OUT,
                null,
                null,
                planned.detail(),
                null,
                null,
                planned.now(),
                null);
    }

    /** What an inspection tells of how a device is set; null when it could not be read. */
    static @Nullable SortedMap<String, String> settings(Inspection inspection) {
        return inspection.report().reading() == null ? null : inspection.settings();
    }
}
