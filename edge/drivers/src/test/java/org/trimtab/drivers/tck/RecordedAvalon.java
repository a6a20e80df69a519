package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.avalon.AvalonDriver;
import org.trimtab.resource.Device;

/** An Avalon: its recorded idle report, the same report as it would read at work, and its recorded answers. */
public final class RecordedAvalon implements RecordedDevice {
    /** What its recorded report bears as the time. */
    public static final long RECORDED_AT = 1753431623L;

    private static final Pattern ORDER =
            Pattern.compile(
                    "\\{\"command\":\"ascset\",\"parameter\":\"0,(softoff|softon),1:(\\d+)\"}\n");

    private final AvalonDriver driver = new AvalonDriver(Devices.family(AvalonDriver.FAMILY));
    private boolean asleep;
    private boolean deaf;
    private boolean quiet;
    private long itsTime = RECORDED_AT;
    private long lastScheduledAt;
    private int acts;

    @Override
    public Driver driver(PriorState priorState) {
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("ava-1", AvalonDriver.FAMILY, "Avalon A1346", port);
    }

    @Override
    public String fingerprintModel() {
        return "Avalon Q";
    }

    @Override
    public byte[] answer(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8);
        Matcher order = ORDER.matcher(text);
        if (order.matches()) {
            return act(order.group(1), Long.parseLong(order.group(2)));
        }
        return switch (text) {
            case "{\"command\":\"version\"}\n" -> RecordedDevice.recording("avalon/version.json");
            case "{\"command\":\"pools\"}\n" -> RecordedDevice.recording("avalon/pools.json");
            case "{\"command\":\"stats\"}\n" -> stats();
            default ->
                    bytes(
                            "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1,\"Code\":14,\"Msg\":\"Invalid"
                                    + " command\"}],\"id\":1}");
        };
    }

    /** Its clock stands elsewhere. */
    public void setClock(long unixSeconds) {
        itsTime = unixSeconds;
    }

    /** It closes the connection when it is turned on, as some do. */
    public void closeWithoutAnswer() {
        quiet = true;
    }

    public long lastScheduledAt() {
        return lastScheduledAt;
    }

    @Override
    public boolean asleep() {
        return asleep;
    }

    @Override
    public String workMode() {
        return "the only one";
    }

    @Override
    public String pools() {
        return new String(RecordedDevice.recording("avalon/pools.json"), StandardCharsets.UTF_8);
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] act(String verb, long at) {
        acts++;
        lastScheduledAt = at;
        if (!deaf) {
            asleep = verb.equals("softoff");
        }
        if (quiet && verb.equals("softon")) {
            return new byte[0];
        }
        String recorded =
                new String(
                        RecordedDevice.recording("avalon/ascset_" + verb + ".json"),
                        StandardCharsets.UTF_8);
        return bytes(recorded.replaceFirst(verb + ":\\d+", verb + ":" + at));
    }

    private byte[] stats() {
        String idle =
                new String(RecordedDevice.recording("avalon/stats.json"), StandardCharsets.UTF_8)
                        .replace("\"When\": " + RECORDED_AT, "\"When\": " + itsTime);
        return bytes(
                asleep
                        ? idle
                        : idle.replace("Work: In Idle", "Work: In Work")
                                .replace("GHSspd[0.00]", "GHSspd[55032.79]")
                                .replace("SoftOFF[4]", "SoftOFF[0]")
                                .replace(
                                        "PS[0 1222 4 0 0 2245 146]",
                                        "PS[0 1222 4 66 807 2245 146]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
