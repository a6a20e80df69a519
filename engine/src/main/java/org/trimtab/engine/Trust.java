package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.ObeyRecord;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** How well each device has obeyed, and who is offered to nobody for a while because it did not. */
final class Trust {
    private final List<Device> devices;
    private final ObeyRecord record;
    private final List<String> families = new ArrayList<>();
    private final DispatchPolicy.Trust policy;
    private final Outbox outbox;
    private final Map<Integer, DevicePast.Quarantine> quarantined = new TreeMap<>();

    Trust(SiteDefinition definition, Outbox outbox) {
        this.devices = definition.site().devices();
        this.policy = definition.policy().trust();
        this.outbox = outbox;
        Map<String, Integer> index = new HashMap<>();
        int[] familyOf = new int[devices.size()];
        for (int place = 0; place < familyOf.length; place++) {
            String family = devices.get(place).family();
            Integer known = index.get(family);
            if (known == null) {
                known = families.size();
                index.put(family, known);
                families.add(family);
            }
            familyOf[place] = known;
        }
        record = new ObeyRecord(familyOf.length, Math.max(1, families.size()), familyOf);
        for (int place = 0; place < familyOf.length; place++) {
            var timing = devices.get(place).timing();
            record.expect(familyOf[place], timing.answersWithin().plus(timing.fallsWithin()));
        }
    }

    ObeyRecord record() {
        return record;
    }

    void asked(int place) {
        record.asked(place);
    }

    void woke(int place) {
        record.woke(place);
    }

    void stayedAsleep(int place) {
        record.stayedAsleep(place);
    }

    void obeyed(int place, Duration took) {
        record.obeyed(place, took.isNegative() ? Duration.ZERO : took);
    }

    /** A device did not do what it was asked; a command that was never sent says nothing of it. */
    void failed(int place, @Nullable Failure failure, Instant now) {
        if (failure == null || failure == Failure.EXPIRED) {
            return;
        }
        record.failed(place);
        if (record.failuresInRow(place) >= policy.failuresMax()) {
            quarantine(place, new DevicePast.Quarantine(now.plus(policy.quarantine()), failure));
        }
    }

    /** Offers a device to nobody for a while. */
    void quarantine(int place, DevicePast.Quarantine quarantine) {
        if (quarantined.put(place, quarantine) == null) {
            outbox.add(new Output.QuarantineChanged(id(place), quarantine.because()));
        }
    }

    /** Why and how long a device is offered to nobody; null when it is not quarantined. */
    DevicePast.@Nullable Quarantine quarantine(int place) {
        return quarantined.get(place);
    }

    /** How the families of which anything was ever asked have obeyed. */
    List<FamilyPast> families() {
        List<FamilyPast> known = new ArrayList<>();
        for (int family = 0; family < families.size(); family++) {
            ObeyRecord.Past past = record.familyPast(family);
            if (past != null) {
                known.add(new FamilyPast(families.get(family), past));
            }
        }
        return known;
    }

    /** Goes on from what an engine before this one knew of a family. */
    void goOn(FamilyPast past) {
        int family = families.indexOf(past.family());
        if (family >= 0) {
            record.goOnWithFamily(family, past.obeyed());
        }
    }

    boolean isQuarantined(int place) {
        return !quarantined.isEmpty() && quarantined.containsKey(place);
    }

    /** Until when a device is offered to nobody; null when it is not quarantined. */
    @Nullable Instant quarantinedUntil(int place) {
        DevicePast.Quarantine quarantine = quarantined.get(place);
        return quarantine == null ? null : quarantine.until();
    }

    /** Most that is asked beyond what is owed. */
    Share overDispatchMost() {
        return policy.overDispatchMost();
    }

    /** Lets go of those whose time is over; the returned places may be asked again. */
    List<Integer> release(Instant now) {
        List<Integer> free = new ArrayList<>();
        if (quarantined.isEmpty()) {
            return free;
        }
        quarantined.forEach((place, quarantine) -> {
            if (!quarantine.until().isAfter(now)) {
                free.add(place);
            }
        });
        for (int place : free) {
            quarantined.remove(place);
            outbox.add(new Output.QuarantineChanged(id(place), null));
        }
        return free;
    }

    private DeviceId id(int place) {
        return devices.get(place).id();
    }
}
