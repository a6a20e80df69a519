package org.trimtab.program;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Name;

/**
 * A hand on the switch: devices a person has taken out of dispatch. It goes before everything else.
 *
 * @param id its name
 * @param devices which devices
 * @param kind what is held
 * @param until when it ends by itself; null when somebody must lift it
 * @param by who placed it
 */
public record Hold(
        String id, Set<DeviceId> devices, Kind kind, @Nullable Instant until, String by) {
    public Hold {
        Name.check("hold id", id);
        devices = Set.copyOf(devices);
    }

    /** What is held. */
    public enum Kind {
        /** Put to sleep and left asleep: somebody works on it. */
        ASLEEP,
        /** Not curtailed, whatever is owed. */
        AWAKE,
        /** Left as it is: nothing is asked of it. */
        UNTOUCHED
    }
}
