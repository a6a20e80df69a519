package org.trimtab.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trimtab.dispatch.Action;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.live.DeviceView;
import org.trimtab.live.LiveSite;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.VirtualFleet;

/** Holds what the site believes against what its virtual machines really do. */
final class DemoTruth {
    /** A machine may draw this much above its cap: it holds it by its own estimate, and no two are alike. */
    private static final Share ABOVE_CAP = new Share(80_000);

    private DemoTruth() {}

    /**
     * Devices called asleep or held back that by the virtual fleet's own truth are not.
     *
     * @param curtailed what the site has seen each device obey
     */
    static List<String> falselyCurtailed(
            SiteDefinition definition, VirtualFleet fleet, Map<DeviceId, Action> curtailed) {
        Map<String, DeviceTruth> truths = new HashMap<>();
        fleet.truth().forEach(truth -> truths.put(truth.device().endpoint().toString(), truth));
        List<String> wrong = new ArrayList<>();
        for (Device device : definition.site().devices()) {
            Action action = curtailed.get(device.id());
            DeviceTruth truth = truths.get(device.endpoint().toString());
            if (action != null && truth != null && truth.power().watts() > mostW(device, action)) {
                wrong.add(device.id().value());
            }
        }
        return wrong;
    }

    /** Devices that are not back at full work as far as the site knows. */
    static List<Device> down(LiveSite site) {
        Set<String> down =
                site.devices().stream()
                        .filter(device -> !device.phase().equals("FREE"))
                        .map(DeviceView::id)
                        .collect(Collectors.toSet());
        return site.definition().site().devices().stream()
                .filter(device -> down.contains(device.id().value()))
                .toList();
    }

    private static long mostW(Device device, Action action) {
        return switch (action) {
            case Action.CapAt cap -> cap.most().plus(ABOVE_CAP.of(cap.most())).watts();
            case Action.State _ -> (device.running().watts() + device.standby().watts()) / 2;
        };
    }
}
