package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.sealminer.SealMinerDriver;
import org.trimtab.resource.Device;

/** A SealMiner as public projects describe it: nobody has published a recording of one. */
public final class RecordedSealMiner implements RecordedDevice {
    private static final String HEAD =
            "{\"STATUS\":[{\"STATUS\":\"%s\",\"When\":1755726832,\"Code\":%d,\"Msg\":\"%s\","
                    + "\"Description\":\"bdminer 4.11.1\"}]%s,\"id\":1}";
    private static final String POOLS =
            ",\"POOLS\":[{\"POOL\":0,\"URL\":\"stratum+tcp://pool.example.com:3333\","
                    + "\"User\":\"acct.seal1\",\"Status\":\"Alive\"}]";

    private final SealMinerDriver driver =
            new SealMinerDriver(Devices.family(SealMinerDriver.FAMILY));
    private String state = "Running";
    private boolean samples = true;
    private boolean deaf;
    private int acts;
    private int restarts;

    @Override
    public Driver driver(PriorState priorState) {
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("seal-1", SealMinerDriver.FAMILY, "SEALMINER A2", port);
    }

    @Override
    public String fingerprintModel() {
        return null;
    }

    @Override
    public byte[] answer(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8);
        return switch (text) {
            case "{\"command\":\"version\"}\n" ->
                    said("S", 22, ",\"VERSION\":[{\"BDMiner\":\"4.11.1\",\"API\":\"3.7\"}]");
            case "{\"command\":\"stats\"}\n" -> said("S", 70, stats());
            case "{\"command\":\"summary\"}\n" ->
                    said("S", 11, ",\"SUMMARY\":[{\"Elapsed\":900,\"MHS av\":206860473.51}]");
            case "{\"command\":\"pools\"}\n" -> said("S", 7, POOLS);
            case "{\"command\":\"devdetails\"}\n" ->
                    said("S", 69, ",\"DEVDETAILS\":[{\"Model\":\"A2\"}]");
            case "{\"command\":\"ascset\",\"parameter\":\"0,suspend\"}\n" -> {
                acts++;
                state = deaf ? state : "Suspended";
                yield said("S", 119, "");
            }
            case "{\"command\":\"restart\"}\n" -> {
                acts++;
                restarts++;
                state = deaf ? state : "Running";
                yield "{\"STATUS\":\"RESTART\"}".getBytes(StandardCharsets.UTF_8);
            }
            default -> said("E", 14, "");
        };
    }

    /** Its boards give no rates, so only averages are left. */
    public void hideSamples() {
        samples = false;
    }

    /** What its power management says. */
    public void say(String newState) {
        state = newState;
    }

    public int restarts() {
        return restarts;
    }

    @Override
    public boolean asleep() {
        return state.equals("Suspended");
    }

    @Override
    public String workMode() {
        return "Normal";
    }

    @Override
    public String pools() {
        return POOLS;
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private String stats() {
        String rate = state.equals("Running") ? "68953491.17" : "0.0";
        StringBuilder boards = new StringBuilder();
        for (int i = 0; i < 3 && samples; i++) {
            boards.append(",\"").append(i).append(" MHS(Sample)\":").append(rate);
        }
        return ",\"STATS\":[{\"Model\":\"SEALMINER A2\",\"Firmware\":\"2025091001\",\"PM State\":\""
                + state
                + "\",\"Mining Mode\":\"Normal\",\"PSU Input Power\":"
                + (state.equals("Running") ? 3504 : 41)
                + ",\"Power Limit\":3500,\"Ctrl Board SN\":\"S000000000000001\",\"Error Code\":\"\""
                + boards
                + "}]";
    }

    private static byte[] said(String letter, int code, String section) {
        return HEAD.formatted(letter, code, letter.equals("S") ? "ok" : "Invalid command", section)
                .getBytes(StandardCharsets.UTF_8);
    }
}
