package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Standing;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** Turns what the engine knows into what people see. Crank's thread only. */
final class Views {
    private static final String OWN_LIMIT = "limit:";

    private final String site;
    private final List<Device> devices;
    private final Duration staleAfter;
    private final MeterCheck meterCheck;

    Views(String site, List<Device> devices, Duration staleAfter) {
        this.site = site;
        this.devices = devices;
        this.staleAfter = staleAfter;
        meterCheck = new MeterCheck(devices, staleAfter);
    }

    /** Sees how the meter and the devices agree, with every step. */
    void stepped(Instant now, Engine engine) {
        meterCheck.stepped(now, engine);
    }

    /**
     * What others than the engine say of the site.
     *
     * @param price what energy costs; null when the site file names no source
     * @param halted true when nothing new is taken
     */
    record Said(
            Instant now,
            Board board,
            List<Offers.Part> offers,
            @Nullable PriceView price,
            List<String> alarms,
            boolean halted) {}

    SiteStatus status(Engine engine, Said said) {
        Instant now = said.now();
        Board board = said.board();
        MeterReading meter = engine.image().siteMeter();
        Obligation ruling = engine.ruling();
        Map<String, Integer> activities = new TreeMap<>();
        Map<String, Integer> phases = new TreeMap<>();
        int read = 0;
        for (int place = 0; place < devices.size(); place++) {
            phases.merge(engine.standing(place).phase().name(), 1, Integer::sum);
            DeviceReading reading = recent(engine.reading(place), now);
            if (reading != null) {
                read++;
                activities.merge(reading.activity().name(), 1, Integer::sum);
            } else {
                activities.merge("UNREAD", 1, Integer::sum);
            }
        }
        List<String> active = new ArrayList<>();
        for (Obligation obligation : engine.obligations()) {
            if (!obligation.state().isFinal()) {
                active.add(obligation.id().value());
            }
        }
        MeterAgreement agreement = meterCheck.agreement(now);
        return new SiteStatus(
                site,
                now,
                state(engine, read, said.halted()),
                meteredW(meter),
                meter == null ? null : meter.quality().name(),
                target(engine.band()),
                ruling == null ? null : watts(ruling.baseline()),
                devices.size(),
                read,
                activities,
                phases,
                active,
                BandView.of(engine.band()),
                board.frequency(),
                said.price(),
                board.held(),
                board.quarantined(),
                agreement,
                said.offers(),
                agreement.isAlarm() ? with(agreement, said.alarms()) : said.alarms());
    }

    private static List<String> with(MeterAgreement agreement, List<String> alarms) {
        List<String> all = new ArrayList<>(alarms);
        all.add(agreement.inWords());
        return all;
    }

    /** The level owed now; what the site itself may draw at most is no target. */
    private static @Nullable Long target(Band band) {
        String by = band.ceilingBy();
        return by == null || by.startsWith(OWN_LIMIT) ? null : watts(band.ceiling());
    }

    private String state(Engine engine, int read, boolean halted) {
        if (halted) {
            return "SAFE";
        }
        boolean owed =
                engine.obligations().stream().anyMatch(o -> o.state() == ObligationState.ACTIVE);
        if (owed) {
            return "EVENT";
        }
        boolean restoring =
                engine.obligations().stream().anyMatch(o -> o.state() == ObligationState.RESTORING);
        if (restoring) {
            return "RESTORING";
        }
        // Ready once nine of ten devices have been read: a few dead ones must not hold up the site.
        return read * 10L >= devices.size() * 9L ? "READY" : "STARTING";
    }

    String cells(Engine engine, Instant now) {
        StringBuilder cells = new StringBuilder(devices.size());
        for (int place = 0; place < devices.size(); place++) {
            cells.append(cell(engine.standing(place).phase(), engine.reading(place), now));
        }
        return cells.toString();
    }

    private char cell(Standing.Phase phase, @Nullable DeviceReading reading, Instant now) {
        return switch (phase) {
            case CURTAIL_SENT, CURTAIL_ACCEPTED -> 'a';
            case CURTAILED -> 'S';
            case CURTAIL_FAILED, RESTORE_FAILED -> 'F';
            case RESTORE_SENT, RESTORE_ACCEPTED -> 'w';
            case FREE -> cell(recent(reading, now));
        };
    }

    private static char cell(@Nullable DeviceReading recent) {
        if (recent == null) {
            return 'U';
        }
        return switch (recent.activity()) {
            case HASHING -> 'H';
            case STARTING -> 'W';
            case ASLEEP -> 'S';
            case UNKNOWN -> 'U';
        };
    }

    private static @Nullable Long meteredW(@Nullable MeterReading meter) {
        return meter == null || meter.quality() == Quality.SUSPECT ? null : meter.power().watts();
    }

    DeviceView device(Engine engine, int place, Board board, @Nullable String readFailure) {
        Device device = devices.get(place);
        Failure quarantine = board.quarantine(device.id());
        Standing standing = engine.standing(place);
        DeviceReading reading = engine.reading(place);
        return new DeviceView(
                device.id().value(),
                device.family(),
                device.model(),
                device.endpoint().toString(),
                standing.phase().name(),
                reading == null ? null : reading.activity().name(),
                reading == null ? null : Long.valueOf(reading.power().watts()),
                reading == null ? null : reading.source().name(),
                reading == null ? null : Long.valueOf(reading.hashRate().megahashesPerSecond()),
                reading == null ? null : reading.observedAt(),
                standing.failure() == null ? readFailure : standing.failure().name(),
                standing.causedBy(),
                wanted(standing.wanted()),
                standing.wanted() instanceof Action.CapAt cap ? (Long) cap.most().watts() : null,
                quarantine == null ? null : quarantine.name(),
                board.heldBy(device.id()));
    }

    private static @Nullable String wanted(@Nullable Action action) {
        return switch (action) {
            case null -> null;
            case Action.State state -> state.isSleep() ? "ASLEEP" : "AWAKE";
            case Action.CapAt _ -> "CAPPED";
        };
    }

    /** Every family the site has, by name. */
    List<FamilyView> families(Engine engine, Instant now) {
        Map<String, FamilyView> families = new TreeMap<>();
        for (int place = 0; place < devices.size(); place++) {
            FamilyView one = family(devices.get(place), recent(engine.reading(place), now));
            families.merge(one.family(), one, FamilyView::plus);
        }
        return List.copyOf(families.values());
    }

    private static FamilyView family(Device device, @Nullable DeviceReading reading) {
        if (reading == null) {
            return new FamilyView(device.family(), 1, 0, 0, 0, 0, 0, 0);
        }
        long watts = reading.power().watts();
        return new FamilyView(
                device.family(),
                1,
                1,
                reading.activity() == Activity.ASLEEP ? 1 : 0,
                reading.source() == PowerSource.MEASURED ? watts : 0,
                reading.source() == PowerSource.MODELLED ? watts : 0,
                reading.source() == PowerSource.NAMEPLATE ? watts : 0,
                reading.hashRate().megahashesPerSecond());
    }

    /** The reading, or null when it is missing or stale. */
    private @Nullable DeviceReading recent(@Nullable DeviceReading reading, Instant now) {
        return reading == null || reading.observedAt().plus(staleAfter).isBefore(now)
                ? null
                : reading;
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }
}
