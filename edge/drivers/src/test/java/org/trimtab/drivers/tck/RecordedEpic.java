package org.trimtab.drivers.tck;

import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.epic.EpicDriver;
import org.trimtab.resource.Device;

/** A machine with PowerPlay: a recorded summary, and the answers to changes its description gives. */
public final class RecordedEpic implements RecordedDevice {
    private EpicDriver driver;
    private String password = EpicDriver.AS_DELIVERED.password();
    private String state = "Mining";
    private String refusal = "";
    private String extra = "";
    private boolean idleOnConnectionLost = true;
    private boolean deaf;
    private int acts;

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new EpicDriver(
                            Devices.family(EpicDriver.FAMILY), Devices.surroundings(priorState));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("epic-1", EpicDriver.FAMILY, "Antminer S19 XP", port);
    }

    @Override
    public byte[] answer(byte[] request) {
        Http asked = Http.of(request);
        return switch (asked.method() + " " + asked.path()) {
            case "GET /summary" -> Http.ok(summary());
            case "GET /capabilities" -> Http.ok(Http.recorded("epic/capabilities.json"));
            case "POST /miner" -> change(asked.body());
            case " " -> Http.answer("400 Bad Request", "");
            default -> Http.answer("404 Not Found", "");
        };
    }

    public void changePassword() {
        password = "another";
    }

    /** It refuses every change with this error, as JSON. */
    public void refuse(String error) {
        refusal = error;
    }

    /** It is in a state of this name, whatever it is told. */
    public void be(String name) {
        state = name;
    }

    public void keepOnWithoutPool() {
        idleOnConnectionLost = false;
    }

    /** Further members of its summary, as JSON with a comma at the end. */
    public void tell(String members) {
        extra = members;
    }

    @Override
    public boolean asleep() {
        return state.equals("Idling");
    }

    @Override
    public String workMode() {
        return "the only one";
    }

    @Override
    public String pools() {
        String summary = summary();
        return summary.substring(summary.indexOf("\"StratumConfigs\""));
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] change(String body) {
        acts++;
        if (!body.contains("\"password\":\"" + password + "\"")) {
            return Http.ok("{\"result\":false,\"error\":\"BadPassword\"}");
        }
        if (!refusal.isEmpty()) {
            return Http.ok("{\"result\":false,\"error\":" + refusal + "}");
        }
        if (!deaf) {
            state = body.contains("\"param\":\"Stop\"") ? "Idling" : "Mining";
        }
        return Http.ok("{\"result\":true,\"error\":null}");
    }

    private String summary() {
        String summary =
                Http.recorded("epic/summary.json")
                        .replaceFirst("\\{", "{" + extra)
                        .replace(
                                "\"Operating State\": \"Mining\"",
                                "\"Operating State\": \"" + state + "\"")
                        .replace(
                                "\"IdleOnConnectionLost\": true",
                                "\"IdleOnConnectionLost\": " + idleOnConnectionLost);
        return state.equals("Mining")
                ? summary
                : summary.replace("49440724.0", "0.0")
                        .replace("49925124.0", "0.0")
                        .replace("2166.6174", "28.4");
    }
}
