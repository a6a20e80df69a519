package org.trimtab.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the grid sees as one place: its meters, feeders and devices.
 *
 * @param id the site's name
 * @param meters its meters; the first without a feeder is the one the grid settles on
 * @param feeders its feeders or banks
 * @param devices its devices, in the order of the site file
 * @param limits what it may draw whatever anybody asks
 */
public record Site(
        SiteId id,
        List<Meter> meters,
        List<Feeder> feeders,
        List<Device> devices,
        SiteLimits limits) {
    public static final int DEVICES_MAX = 200_000;

    public Site {
        meters = List.copyOf(meters);
        feeders = List.copyOf(feeders);
        devices = List.copyOf(devices);
        if (devices.size() > DEVICES_MAX) {
            throw new IllegalArgumentException(
                    "site "
                            + id
                            + " has "
                            + devices.size()
                            + " devices; one site holds at most "
                            + DEVICES_MAX);
        }
        Set<DeviceId> ids = new HashSet<>();
        Set<Endpoint> endpoints = new HashSet<>();
        for (Device device : devices) {
            if (!ids.add(device.id())) {
                throw new IllegalArgumentException("device id " + device.id() + " is given twice");
            }
            if (!endpoints.add(device.endpoint())) {
                throw new IllegalArgumentException(
                        "device address "
                                + device.endpoint()
                                + " is given twice (second time by "
                                + device.id()
                                + ")");
            }
        }
    }

    /** A site without limits of its own. */
    public Site(SiteId id, List<Meter> meters, List<Feeder> feeders, List<Device> devices) {
        this(id, meters, feeders, devices, SiteLimits.NONE);
    }

    /** The meter the grid settles on: the first without a feeder; null when there is none. */
    public @Nullable Meter settlementMeter() {
        for (Meter meter : meters) {
            if (meter.feeder() == null) {
                return meter;
            }
        }
        return null;
    }
}
