package org.trimtab.drivers.tck;

import java.util.HashMap;
import java.util.Map;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.resource.DeviceId;

/** Prior states kept in memory. */
public final class KeptStates implements PriorState {
    private final Map<DeviceId, String> states = new HashMap<>();
    private int kept;

    @Override
    public String recall(DeviceId device) {
        return states.get(device);
    }

    @Override
    public void remember(DeviceId device, String state) {
        kept++;
        states.put(device, state);
    }

    /** How often something was kept. */
    public int kept() {
        return kept;
    }
}
