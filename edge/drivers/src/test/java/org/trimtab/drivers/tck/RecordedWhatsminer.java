package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.whatsminer.WhatsminerDriver;
import org.trimtab.resource.Device;

/** A WhatsMiner with API V3: recorded reports, and commands that need a right token of its own time. */
public final class RecordedWhatsminer implements RecordedDevice {
    /** What its recorded reports bear as the time. */
    public static final long RECORDED_AT = 1773869570L;

    private static final String POOLS =
            "\"pools\":[{\"id\":1,\"url\":\"stratum+tcp://pool.example.com:3333\",\"status\":\"alive\","
                    + "\"account\":\"acct.whats1\",\"stratum-active\":true}]";
    private static final Pattern FIELD =
            Pattern.compile("\"(cmd|ts|account|token)\":\"?([^\",}]*)");
    private static final Pattern PERCENT = Pattern.compile("\"percent\":\"(\\d+)\"");

    private WhatsminerDriver driver;
    private String salt = "uhCiDyVj";
    private String password = "super";
    private long itsTime = RECORDED_AT;
    private boolean working = true;
    private boolean summaryWhenStopped = true;
    private boolean apiSwitch = true;
    private boolean deaf;
    private int percent;
    private int acts;
    private int saltsGiven;
    private String refusePercent;

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new WhatsminerDriver(
                            Devices.family(WhatsminerDriver.FAMILY),
                            Devices.surroundings(priorState));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("wm-1", WhatsminerDriver.FAMILY, "WhatsMiner M60S", port);
    }

    @Override
    public byte[] answer(byte[] request) {
        String text =
                new String(Arrays.copyOfRange(request, 4, request.length), StandardCharsets.UTF_8);
        String command = "";
        String ts = "";
        String account = "";
        String token = "";
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            switch (field.group(1)) {
                case "cmd" -> command = field.group(2);
                case "ts" -> ts = field.group(2);
                case "account" -> account = field.group(2);
                default -> token = field.group(2);
            }
        }
        return switch (command) {
            case "get.device.info" -> info(text);
            case "get.miner.status" -> status(text);
            case "get.miner.setting" ->
                    said(
                            0,
                            "{\"power-limit\":3600,\"power-mode\":\"normal\",\"upfreq-speed\":1,"
                                    + "\"fast-boot\":\"disable\",\"power-percent\":"
                                    + percent
                                    + "}",
                            command);
            case "set.miner.service", "set.miner.power_percent" -> {
                acts++;
                yield allowed(command, ts, account, token)
                        ? write(command, text)
                        : said(-4, "\"no permission\"", command);
            }
            default -> said(-2, "\"invalid command\"", command);
        };
    }

    public void changeSalt(String newSalt) {
        salt = newSalt;
    }

    public void changePassword(String newPassword) {
        password = newPassword;
    }

    public void setClock(long unixSeconds) {
        itsTime = unixSeconds;
    }

    /** Once stopped, its service gives no summary. */
    public void hideSummaryWhenStopped() {
        summaryWhenStopped = false;
    }

    /** Writing by its API is off. */
    public void switchApiOff() {
        apiSwitch = false;
    }

    /** It refuses the next percentages with these words. */
    public void refusePercent(String words) {
        refusePercent = words;
    }

    public int saltsGiven() {
        return saltsGiven;
    }

    public int percent() {
        return percent;
    }

    @Override
    public boolean asleep() {
        return !working;
    }

    @Override
    public String workMode() {
        return percent == 0 || percent == 100 ? "full" : percent + " %";
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

    private boolean allowed(String command, String ts, String account, String token) {
        long off = ts.matches("\\d{1,12}") ? Math.abs(Long.parseLong(ts) - itsTime) : 1_000;
        return apiSwitch
                && account.equals("super")
                && off <= 30
                && token.equals(token(command + password + salt + ts));
    }

    private byte[] write(String command, String text) {
        Matcher share = PERCENT.matcher(text);
        if (command.endsWith("power_percent") && refusePercent != null) {
            return said(-1, "\"" + refusePercent + "\"", command);
        }
        if (command.endsWith("power_percent") && !share.find()) {
            return said(-1, "\"bad percent\"", command);
        }
        if (!deaf && command.endsWith("power_percent")) {
            percent = Integer.parseInt(share.group(1));
        } else if (!deaf) {
            working = text.contains("\"param\":\"start\"");
        }
        return said(0, "\"ok\"", command);
    }

    private byte[] info(String text) {
        if (text.contains("\"param\":\"salt\"")) {
            saltsGiven++;
            return said(0, "{\"salt\":\"" + salt + "\"}", "get.device.info");
        }
        String recorded =
                new String(
                        RecordedDevice.recording("whatsminer/device-info.json"),
                        StandardCharsets.UTF_8);
        return framed(
                recorded.replace("\"working\": \"true\"", "\"working\": \"" + working + "\"")
                        .replace("uhCiDyVj", salt)
                        .replace(
                                "\"apiswitch\": \"1\"",
                                "\"apiswitch\": \"" + (apiSwitch ? 1 : 0) + "\"")
                        .replace("\"when\": " + RECORDED_AT, "\"when\": " + itsTime));
    }

    private byte[] status(String text) {
        if (!working && !summaryWhenStopped) {
            return said(-1, "\"fail\"", "get.miner.status");
        }
        String recorded =
                new String(
                        RecordedDevice.recording("whatsminer/status-summary.json"),
                        StandardCharsets.UTF_8);
        if (!working) {
            recorded =
                    recorded.replace("\"hash-realtime\": 171.259", "\"hash-realtime\": 0")
                            .replace("\"power-realtime\": 3156.0", "\"power-realtime\": 31.0");
        }
        if (text.contains("pools")) {
            recorded = recorded.replace("\"summary\": {", POOLS + ",\"summary\": {");
        }
        return framed(recorded.replace("\"when\": " + RECORDED_AT, "\"when\": " + itsTime));
    }

    private byte[] said(int code, String message, String command) {
        return framed(
                "{\"code\":"
                        + code
                        + ",\"when\":"
                        + itsTime
                        + ",\"msg\":"
                        + message
                        + ",\"desc\":\""
                        + command
                        + "\"}");
    }

    private static byte[] framed(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[4 + body.length];
        frame[0] = (byte) body.length;
        frame[1] = (byte) (body.length >> 8);
        frame[2] = (byte) (body.length >> 16);
        System.arraycopy(body, 0, frame, 4, body.length);
        return frame;
    }

    private static String token(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest).substring(0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
