package org.trimtab.engine;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Hold;
import org.trimtab.resource.Capability;

/** Does what a hold asks: puts to sleep what is to be asleep, and brings back what is to be awake. */
final class HandOnSwitch {
    private final Fleet fleet;
    private final Holds holds;
    private final Eligibility eligibility;

    HandOnSwitch(Fleet fleet, Holds holds, Eligibility eligibility) {
        this.fleet = fleet;
        this.holds = holds;
        this.eligibility = eligibility;
    }

    void work(Instant now) {
        for (int place : holds.touched()) {
            eligibility.refresh(place, now);
        }
        for (Map.Entry<Integer, Hold> held : new TreeMap<>(holds.places()).entrySet()) {
            int place = held.getKey();
            String cause = Holds.cause(held.getValue());
            switch (held.getValue().kind()) {
                case ASLEEP -> sleep(place, cause, now);
                case AWAKE -> wake(place, now);
                case UNTOUCHED -> keep(place, cause);
            }
        }
    }

    private void sleep(int place, String cause, Instant now) {
        Phase phase = fleet.standing(place).phase();
        boolean isDown = phase == Phase.CURTAILED && fleet.point(place) == 0;
        if (isDown) {
            if (!cause.equals(fleet.standing(place).causedBy())) {
                fleet.hand(place, cause);
            }
            return;
        }
        boolean may =
                (phase == Phase.FREE || phase == Phase.CURTAILED)
                        && fleet.device(place).can(Capability.CURTAIL)
                        && !fleet.device(place).envelope().exempt()
                        && fleet.maySleep(place, now)
                        && eligibility.mayStop(place, now);
        if (may) {
            fleet.command(place, 0, cause, 1, now);
            eligibility.refresh(place, now);
        }
    }

    /** Whatever it stood for, it now stands for the hold: nobody else waits for it. */
    private void keep(int place, String cause) {
        Standing standing = fleet.standing(place);
        if (standing.phase().isOurs() && !cause.equals(standing.causedBy())) {
            fleet.hand(place, cause);
        }
    }

    private void wake(int place, Instant now) {
        Phase phase = fleet.standing(place).phase();
        boolean may = Eligibility.isDown(phase) && eligibility.mayWake(place, now);
        String cause = fleet.standing(place).causedBy();
        if (may && cause != null) {
            fleet.command(place, fleet.points(place).top(), cause, 1, now);
            eligibility.refresh(place, now);
        }
    }
}
