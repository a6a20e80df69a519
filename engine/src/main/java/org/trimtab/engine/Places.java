package org.trimtab.engine;

import java.util.Arrays;
import java.util.List;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** Where each device stands in the site's list, by its name: a table of numbers, half of it empty. */
final class Places {
    private static final int EMPTY = -1;

    private final List<Device> devices;
    private final int[] table;

    Places(List<Device> devices) {
        this.devices = devices;
        table = new int[Integer.highestOneBit(Math.max(1, devices.size())) << 2];
        Arrays.fill(table, EMPTY);
        for (int place = 0; place < devices.size(); place++) {
            table[slot(devices.get(place).id())] = place;
        }
    }

    /** The place of a device, or -1 when the site has none of that name. */
    int of(DeviceId device) {
        return table[slot(device)];
    }

    /** Where a device is, or where it would go. */
    private int slot(DeviceId device) {
        String name = device.value();
        int hash = name.hashCode() * 0x9E3779B9;
        int at = hash >>> Integer.numberOfLeadingZeros(table.length - 1);
        while (table[at] != EMPTY && !devices.get(table[at]).id().value().equals(name)) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }
}
