package org.trimtab.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.LoopClock;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.meters.MeterClients;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Meter;
import org.trimtab.store.evidence.SigningKey;
import org.trimtab.store.registry.Catalogue;
import org.trimtab.store.registry.PriorStateFile;
import org.trimtab.store.registry.SiteFile;

/** Puts a live site together. The one place that knows every door. */
final class Opening {
    private Opening() {}
}
