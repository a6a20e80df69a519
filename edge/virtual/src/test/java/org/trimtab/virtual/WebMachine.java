package org.trimtab.virtual;

import java.io.IOException;
import java.util.Map;
import org.trimtab.quantity.Share;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.Physics.Times;

/** One machine that speaks REST, and how a caller of its family gets in, turns it and asks its state. */
final class WebMachine implements AutoCloseable {
    static final int FULL_WATTS = 3_500;

    final TestClock clock = new TestClock();
    private VirtualFleet fleet;

    @Override
    public void close() {
        if (fleet != null) {
            fleet.close();
        }
    }

    /** One machine of 3,500 W that falls and rises within a second or so. */
    WebCaller one(Firmware firmware, Fault... faults) throws IOException {
        FleetGroup group =
                FleetGroup.of(
                                "g",
                                firmware.family(),
                                "Antminer S21",
                                new Placement(1, "127.6.0.1", 0))
                        .withFirmware(firmware);
        group =
                group.withManners(Manners.INSTANT.withLogin(Manners.Login.of(firmware.family())))
                        .withPhysics(
                                group.traits()
                                        .physics()
                                        .withErrors(Errors.NONE)
                                        .withTimes(Times.ofSeconds(2, 5, 5)));
        FleetSpec spec = FleetSpec.of(3, group);
        if (faults.length > 0) {
            spec = spec.withFaults(new Faults(Map.of(faults[0], Share.ALL)));
        }
        fleet = VirtualFleet.start(spec, clock);
        return new WebCaller(device().endpoint());
    }

    VirtualFleet fleet() {
        return fleet;
    }

    DeviceTruth truth() {
        return fleet.truth().getFirst();
    }

    VirtualDevice device() {
        return fleet.devices().getFirst();
    }

    long watts() {
        return fleet.truth().getFirst().power().watts();
    }

    WebCaller login(WebCaller caller, Family family) throws IOException {
        return switch (family) {
            case VNISH -> {
                String token =
                        caller.post("/api/v1/unlock", "{\"pw\":\"admin\"}")
                                .json()
                                .path("token")
                                .asString("");
                yield caller.with("Authorization", "Bearer " + token);
            }
            case AURADINE -> {
                String token =
                        caller.post(
                                        "/token",
                                        "{\"command\":\"token\",\"user\":\"admin\","
                                                + "\"password\":\"admin\"}")
                                .json()
                                .path("Token")
                                .path(0)
                                .path("Token")
                                .asString("");
                yield caller.with("Token", token);
            }
            case PROTO -> {
                String token =
                        caller.post("/api/v1/auth/login", "{\"password\":\"proto\"}")
                                .json()
                                .path("access_token")
                                .asString("");
                yield caller.with("Authorization", "Bearer " + token);
            }
            default -> caller;
        };
    }

    static WebCaller.Heard turn(WebCaller caller, Family family, boolean sleep) throws IOException {
        return switch (family) {
            case VNISH -> caller.post("/api/v1/mining/" + (sleep ? "pause" : "resume"), "");
            case EPIC ->
                    caller.post(
                            "/miner",
                            "{\"param\":\""
                                    + (sleep ? "Stop" : "Autostart")
                                    + "\",\"password\":\"letmein\"}");
            case AURADINE ->
                    caller.post(
                            "/mode",
                            "{\"command\":\"mode\",\"sleep\":\"" + (sleep ? "on" : "off") + "\"}");
            case PROTO -> caller.post("/api/v1/mining/" + (sleep ? "stop" : "start"), "");
            case AXEOS -> caller.post("/api/system/" + (sleep ? "pause" : "resume"), "");
            default -> throw new AssertionError(family);
        };
    }

    /** What the machine says of itself. */
    static String state(WebCaller caller, Family family) throws IOException {
        return switch (family) {
            case VNISH -> caller.get("/api/v1/status").json().path("miner_state").asString("");
            case EPIC ->
                    caller.get("/summary")
                            .json()
                            .path("Status")
                            .path("Operating State")
                            .asString("");
            case AURADINE ->
                    caller.get("/mode").json().path("Mode").path(0).path("Sleep").asString("");
            case PROTO ->
                    caller.get("/api/v1/mining")
                            .json()
                            .path("mining-status")
                            .path("status")
                            .asString("");
            case AXEOS ->
                    String.valueOf(
                            caller.get("/api/system/info")
                                    .json()
                                    .path("miningPaused")
                                    .booleanValue());
            default -> throw new AssertionError(family);
        };
    }
}
