package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.luxos.LuxosDriver;
import org.trimtab.resource.Device;

/** A LuxOS machine: recorded readings, and the session and curtailment answers its documentation gives. */
public final class RecordedLuxos implements RecordedDevice {
    private static final Pattern REQUEST =
            Pattern.compile("\\{\"command\":\"([\\w+]+)\"(?:,\"parameter\":\"([^\"]*)\")?}\n");

    private LuxosDriver driver;
    private String session = "";
    private String loggedOff = "";
    private boolean asleep;
    private boolean deaf;
    private int acts;
    private int logons;
    private boolean joins;
    private String profile = "290MHz";
    private boolean balanced = true;
    private boolean refuseProfileWhenJustWoken;

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new LuxosDriver(
                            Devices.family(LuxosDriver.FAMILY), Devices.surroundings(priorState));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("lux-1", LuxosDriver.FAMILY, "Antminer S19k Pro", port);
    }

    @Override
    public byte[] answer(byte[] request) {
        Matcher asked = REQUEST.matcher(new String(request, StandardCharsets.UTF_8));
        if (!asked.matches()) {
            return status("E", 23, "Invalid JSON", "");
        }
        String command = asked.group(1);
        if (command.contains("+") && joins) {
            return joined(command.split("\\+"));
        }
        return answer(command, asked.group(2) == null ? "" : asked.group(2));
    }

    private byte[] answer(String command, String parameter) {
        return switch (command) {
            case "version" -> RecordedDevice.recording("luxos/version.json");
            case "session" -> status("S", 319, "Session information", session("SESSION"));
            case "logon" -> logon();
            case "logoff" -> logoff(parameter);
            case "curtail" -> curtail(parameter);
            case "summary" ->
                    asleep ? sleepingSummary() : RecordedDevice.recording("luxos/summary.json");
            case "power" -> asleep ? sleepingPower() : RecordedDevice.recording("luxos/power.json");
            case "config" -> config();
            case "pools" -> RecordedDevice.recording("luxos/pools.json");
            case "profiles" -> RecordedDevice.recording("luxos/profiles.json");
            case "fans" -> RecordedDevice.recording("luxos/fans.json");
            case "profileset", "atmset" -> set(command, parameter);
            default -> status("E", 14, "Invalid command", "");
        };
    }

    /** Its firmware answers several commands asked as one. */
    public void join() {
        joins = true;
    }

    /** Nobody has used the session for too long. */
    public void lapseSession() {
        session = "";
    }

    /** It takes no profile while it wakes. */
    public void refuseProfileWhenJustWoken() {
        refuseProfileWhenJustWoken = true;
    }

    /** It has woken for good. */
    public void settle() {
        refuseProfileWhenJustWoken = false;
    }

    public String profile() {
        return profile;
    }

    public boolean balanced() {
        return balanced;
    }

    public int logons() {
        return logons;
    }

    /** Somebody else takes its session. */
    public void takeSession(String id) {
        session = id;
    }

    public String session() {
        return session;
    }

    public String loggedOff() {
        return loggedOff;
    }

    @Override
    public boolean asleep() {
        return asleep;
    }

    @Override
    public String workMode() {
        return profile + (balanced ? ", ATM" : "");
    }

    @Override
    public String pools() {
        return new String(RecordedDevice.recording("luxos/pools.json"), StandardCharsets.UTF_8);
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] logon() {
        if (!session.isEmpty()) {
            return status("E", 402, "Another session is active", "");
        }
        session = "own" + ++logons;
        return status("S", 316, "Session created", session("SESSION"));
    }

    private byte[] logoff(String parameter) {
        if (!parameter.equals(session)) {
            return status("E", 318, "Invalid session id", "");
        }
        loggedOff = session;
        session = "";
        return status("S", 317, "Session closed", "");
    }

    private byte[] curtail(String parameter) {
        acts++;
        String[] parts = parameter.split(",");
        if (parts.length != 2 || session.isEmpty() || !parts[0].equals(session)) {
            return status("E", 318, "Invalid session id", "");
        }
        if (!deaf) {
            asleep = parts[1].equals("sleep");
        }
        return status("S", 335, "Curtailment command sent", ",\"CURTAIL\":[{\"Action\":\"x\"}]");
    }

    private byte[] set(String command, String parameter) {
        acts++;
        String[] parts = parameter.split(",");
        if (parts.length != 2 || session.isEmpty() || !parts[0].equals(session)) {
            return status("E", 318, "Invalid session id", "");
        }
        if (asleep || (command.equals("profileset") && refuseProfileWhenJustWoken)) {
            return status("E", 340, "Not possible now", "");
        }
        if (command.equals("atmset")) {
            balanced = parts[1].equals("enabled=true");
            return status("S", 341, "ATM configuration updated", "");
        }
        if (balanced) {
            return status("E", 342, "ATM is enabled", "");
        }
        profile = parts[1];
        return status("S", 324, "Profile set", "");
    }

    /** The answers to several commands, each in a list under its name. */
    private byte[] joined(String[] commands) {
        StringBuilder all = new StringBuilder("{");
        for (String command : commands) {
            all.append('"')
                    .append(command)
                    .append("\":[")
                    .append(new String(answer(command, ""), StandardCharsets.UTF_8))
                    .append("],");
        }
        return (all + "\"id\":1}").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] config() {
        String config =
                new String(RecordedDevice.recording("luxos/config.json"), StandardCharsets.UTF_8)
                        .replace("\"Profile\": \"290MHz\"", "\"Profile\": \"" + profile + "\"")
                        .replace("\"IsAtmEnabled\": true", "\"IsAtmEnabled\": " + balanced);
        return (asleep
                        ? config.replace("\"CurtailMode\": \"None\"", "\"CurtailMode\": \"Sleep\"")
                                .replace("\"IsPowerSupplyOn\": true", "\"IsPowerSupplyOn\": false")
                        : config)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sleepingSummary() {
        return status("S", 11, "Summary", ",\"SUMMARY\":[{\"GHS 5s\":0.0,\"Elapsed\":3453}]");
    }

    private static byte[] sleepingPower() {
        return status("S", 311, "Power usage", ",\"POWER\":[{\"PSU\":false,\"Watts\":25}]");
    }

    private String session(String section) {
        return ",\"" + section + "\":[{\"SessionID\":\"" + session + "\"}]";
    }

    private static byte[] status(String letter, int code, String message, String section) {
        return ("{\"STATUS\":[{\"STATUS\":\""
                        + letter
                        + "\",\"When\":1760242394,\"Code\":"
                        + code
                        + ",\"Msg\":\""
                        + message
                        + "\",\"Description\":\"LUXminer\"}]"
                        + section
                        + ",\"id\":1}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
