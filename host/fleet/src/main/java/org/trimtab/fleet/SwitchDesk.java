package org.trimtab.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.documents.Nearest;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchHistory;
import org.trimtab.resource.SwitchInterlock;
import org.trimtab.resource.SwitchInterlock.Verdict;
import org.trimtab.resource.SwitchPosition;
import org.trimtab.store.registry.LoginRef;
import org.trimtab.switches.SwitchClient;
import org.trimtab.switches.SwitchClients;
import org.trimtab.switches.SwitchLogin;
import org.trimtab.switches.SwitchOutcome;
import org.trimtab.switches.SwitchUnreachable;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.Quality;

/**
 * Looks at a site's switches and moves them by hand, one at a time. Nothing is moved unless the interlock allows it on
 * what was read that moment: where the switch stands, and whether everything behind it sleeps. A device that could not
 * be read counts as working. A command is sent once.
 *
 * <p>Every operation is on disk before it is sent. An opening that was never seen counts against the openings of the
 * day, but not as ours: whoever opens that switch later may be working behind it.
 */
public final class SwitchDesk implements AutoCloseable {
    /** How long a switch gets to be seen where it was told to go; motors take a few seconds. */
    public static final Duration SETTLES_WITHIN = Duration.ofSeconds(5);

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final int NAME_LENGTH_MAX = 64;

    private final FleetSession session;
    private final SwitchMemory memory;
    private final String by;
    private final Supplier<Instant> clock;
    private final Duration settlesWithin;

    SwitchDesk(
            FleetSession session,
            SwitchMemory memory,
            String by,
            Supplier<Instant> clock,
            Duration settlesWithin) {
        this.session = session;
        this.memory = memory;
        this.by = by.length() > NAME_LENGTH_MAX ? by.substring(0, NAME_LENGTH_MAX) : by;
        this.clock = clock;
        this.settlesWithin = settlesWithin;
    }

    /**
     * Opens the desk of a session.
     *
     * @param by who asks; it is kept with every operation
     * @throws IOException when what is remembered of the switches cannot be used
     */
    public static SwitchDesk open(FleetSession session, String by) throws IOException {
        return new SwitchDesk(
                session,
                SwitchMemory.open(session.data()),
                by,
                () -> session.now().truncatedTo(ChronoUnit.MILLIS),
                SETTLES_WITHIN);
    }

    /** The switches of the site file, in its order. */
    public List<Switch> switches() {
        return session.switches().all();
    }

    /**
     * A switch by its name.
     *
     * @throws FleetFailure when there is none
     */
    public Switch named(String name) {
        List<Switch> all = switches();
        return all.stream()
                .filter(each -> each.id().value().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new FleetFailure(
                                all.isEmpty()
                                        ? "the site file lists no switches"
                                        : "there is no switch \""
                                                + name
                                                + "\""
                                                + Nearest.advice(
                                                        name,
                                                        all.stream()
                                                                .map(each -> each.id().value())
                                                                .toList())));
    }

    /** Reads switches and everything behind them, and moves nothing; those not read when stopped are left away. */
    public List<SwitchState> look(List<Switch> which, Progress progress, BooleanSupplier stopped) {
        Set<DeviceId> behind = new HashSet<>();
        which.forEach(each -> behind.addAll(each.behind(session.devices())));
        Map<DeviceId, DeviceState> read = read(behind, progress, stopped);
        List<SwitchState> states = new ArrayList<>();
        for (Switch each : which) {
            if (stopped.getAsBoolean()) {
                break;
            }
            states.add(look(each, read));
            progress.at("reading switches", states.size(), which.size());
        }
        return states;
    }

    private SwitchState look(Switch which, Map<DeviceId, DeviceState> read) {
        SwitchLogin login;
        try {
            login = login(which);
        } catch (LoginRef.Unavailable | IllegalArgumentException e) {
            return state(which, null, String.valueOf(e.getMessage()), read);
        }
        try (SwitchClient client = SwitchClients.open(which, login)) {
            return look(client, read);
        }
    }

    /**
     * Moves a switch if the interlock allows it now. What is behind it is read before it is opened only: behind an open
     * one nothing can answer.
     *
     * @throws FleetFailure when stopped before anything was sent
     */
    public SwitchMove move(
            Switch which, SwitchPosition wish, Progress progress, BooleanSupplier stopped) {
        Map<DeviceId, DeviceState> read =
                wish == SwitchPosition.OPEN
                        ? read(which.behind(session.devices()), progress, stopped)
                        : Map.of();
        if (stopped.getAsBoolean()) {
            throw new FleetFailure("stopped before the switch was told anything");
        }
        try (SwitchClient client = SwitchClients.open(which, login(which))) {
            SwitchState state = look(client, read);
            if (state.verdict(wish) instanceof Verdict.Refused) {
                return new SwitchMove(state, wish, null, state.position());
            }
            return told(client, state, wish);
        }
    }

    private SwitchMove told(SwitchClient client, SwitchState state, SwitchPosition wish) {
        Switch which = state.which();
        SwitchHistory before = state.history();
        KeptSwitch kept = kept(which).with(before);
        Instant at = clock.get();
        SwitchHistory unsure =
                wish == SwitchPosition.OPEN
                        ? new SwitchHistory(null, at, false, before.opened(at).openedAt())
                        : before;
        memory.keep(
                which.id(),
                kept.with(unsure)
                        .after(
                                new SwitchOperation(
                                        at,
                                        wish,
                                        SwitchEnding.UNCERTAIN,
                                        by,
                                        "the program ended before it was known what came of"
                                                + " it")));
        SwitchOutcome outcome = client.move(wish);
        Told told = settled(client, outcome, wish);
        SwitchHistory after =
                switch (told.ending) {
                    case CONFIRMED ->
                            wish == SwitchPosition.OPEN
                                    ? before.opened(clock.get())
                                    : before.closed(clock.get());
                    case REFUSED, UNREACHABLE -> before;
                    case ACCEPTED, UNCERTAIN -> unsure;
                };
        SwitchOperation operation = new SwitchOperation(at, wish, told.ending, by, told.says);
        try {
            memory.keep(which.id(), kept.with(after).after(operation));
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    told.ending.text() + ": " + told.says + "; but " + e.getMessage(),
                    e.getCause());
        }
        return new SwitchMove(state, wish, operation, told.seen);
    }

    private record Told(SwitchEnding ending, String says, @Nullable SwitchPosition seen) {}

    /** A switch that was not seen there at once is looked at again for a while; it is not told again. */
    private Told settled(SwitchClient client, SwitchOutcome outcome, SwitchPosition wish) {
        return switch (outcome) {
            case SwitchOutcome.Confirmed(String says) ->
                    new Told(SwitchEnding.CONFIRMED, says, wish);
            case SwitchOutcome.Refused(String says) ->
                    new Told(SwitchEnding.REFUSED, says, seen(client));
            case SwitchOutcome.Unreachable(String says) ->
                    new Told(SwitchEnding.UNREACHABLE, says, null);
            case SwitchOutcome.Accepted(String says) ->
                    watched(client, SwitchEnding.ACCEPTED, says, wish);
            case SwitchOutcome.Uncertain(String says) ->
                    watched(client, SwitchEnding.UNCERTAIN, says, wish);
        };
    }

    private Told watched(
            SwitchClient client, SwitchEnding ending, String says, SwitchPosition wish) {
        long until = System.nanoTime() + settlesWithin.toNanos();
        SwitchPosition seen = seen(client);
        while (seen != wish && System.nanoTime() - until < 0) {
            pause();
            seen = seen(client);
        }
        return seen == wish
                ? new Told(SwitchEnding.CONFIRMED, says + "; then seen " + wish, wish)
                : new Told(
                        ending,
                        says
                                + "; after "
                                + settlesWithin.toMillis()
                                + " ms "
                                + (seen == null ? "it cannot be read" : "it is seen " + seen)
                                + ": go and look at it",
                        seen);
    }

    private static @Nullable SwitchPosition seen(SwitchClient client) {
        try {
            return client.position();
        } catch (SwitchUnreachable e) {
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure(
                    "interrupted after the switch was told to move; look where it stands");
        }
    }

    private SwitchState look(SwitchClient client, Map<DeviceId, DeviceState> read) {
        try {
            return state(client.which(), client.position(), "", read);
        } catch (SwitchUnreachable e) {
            return state(client.which(), null, String.valueOf(e.getMessage()), read);
        }
    }

    private SwitchState state(
            Switch which,
            @Nullable SwitchPosition position,
            String trouble,
            Map<DeviceId, DeviceState> read) {
        Instant now = clock.get();
        KeptSwitch kept = kept(which);
        SwitchHistory history = kept.history();
        if (position != null) {
            history = history.seen(position, now);
            memory.keep(which.id(), kept.with(history));
        }
        // What was known before says nothing of where it stands now.
        SwitchHistory known =
                position == null
                        ? new SwitchHistory(
                                null, history.since(), history.ours(), history.openedAt())
                        : history;
        Set<DeviceId> behind = which.behind(session.devices());
        Set<DeviceId> asleep = new TreeSet<>();
        Set<DeviceId> unread = new TreeSet<>();
        for (DeviceId id : behind) {
            DeviceState state = read.get(id);
            DeviceReading reading = state == null ? null : state.report().reading();
            if (state == null || reading == null) {
                unread.add(id);
            } else if (reading.quality() != Quality.SUSPECT
                    && Confirmation.isAsleep(state.device(), reading)) {
                asleep.add(id);
            }
        }
        return new SwitchState(
                now,
                which,
                position,
                trouble,
                history,
                kept.operations(),
                behind,
                asleep,
                unread,
                SwitchInterlock.mayOpen(which, known, behind, asleep, now),
                SwitchInterlock.mayClose(which, known, now));
    }

    private KeptSwitch kept(Switch which) {
        KeptSwitch kept = memory.of(which.id());
        return kept == null ? KeptSwitch.unknown(clock.get()) : kept;
    }

    private Map<DeviceId, DeviceState> read(
            Set<DeviceId> wanted, Progress progress, BooleanSupplier stopped) {
        List<Device> devices =
                session.devices().stream().filter(each -> wanted.contains(each.id())).toList();
        Map<DeviceId, DeviceState> read = new HashMap<>();
        if (devices.isEmpty()) {
            return read;
        }
        session.read(devices, progress, stopped)
                .forEach(state -> read.put(state.device().id(), state));
        return read;
    }

    private SwitchLogin login(Switch which) {
        LoginRef ref = session.switches().logins().get(which.id());
        if (ref == null) {
            return new SwitchLogin.None();
        }
        String secret = ref.password(System::getenv);
        return ref.user().isEmpty()
                ? new SwitchLogin.Community(secret)
                : new SwitchLogin.User(ref.user(), secret);
    }

    @Override
    public void close() {
        memory.close();
    }
}
