package org.trimtab.drivers.tck;

import java.time.Duration;
import java.time.InstantSource;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;

/** Devices for tests, from the shipped catalogue. */
public final class Devices {
    private static final DriverCatalogue CATALOGUE = DriverCatalogue.shipped();

    private Devices() {}

    /** Every device as its maker delivers it, at the time the runs begin. */
    public static Surroundings surroundings(PriorState priorState) {
        return new Surroundings(
                priorState, id -> Access.AS_DELIVERED, InstantSource.fixed(Run.BEGAN));
    }

    public static FamilyDescriptor family(String name) {
        return CATALOGUE.family(name);
    }

    public static Device device(String id, String family, String model, int port) {
        FamilyDescriptor descriptor = family(family);
        FamilyDescriptor.Model nameplate = CATALOGUE.model(family, model);
        return new Device(
                new DeviceId(id),
                family,
                nameplate.name(),
                new Endpoint("127.0.0.1", port),
                null,
                nameplate.power(),
                descriptor.standby(),
                nameplate.hashRate(),
                new Envelope(Duration.ZERO, Duration.ZERO, false),
                descriptor.timing(),
                descriptor.capabilities());
    }
}
