package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.Md5Crypt;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.whatsminer.WhatsminerV2Driver;
import org.trimtab.resource.Device;

/** A WhatsMiner with API V2: recorded reports, tokens, and commands within its cipher. */
public final class RecordedWhatsminerV2 implements RecordedDevice {
    private static final String PASSWORD = "blue-horse";
    private static final Pattern PLAIN = Pattern.compile("\\{\"cmd\":\"(\\w+)\"}\n");
    private static final Pattern SEALED =
            Pattern.compile("\\{\"enc\":1,\"data\":\"([A-Za-z0-9+/=]+)\"}\n");
    private static final Pattern PERCENT = Pattern.compile("\"percent\":\"(\\d+)\"");

    private WhatsminerV2Driver driver;
    private Instant now = Run.BEGAN;
    private String password = PASSWORD;
    private String salt = "BQ5hoXV9";
    private int time = 6183;
    private String token = "";
    private byte[] cipherKey = new byte[32];
    private boolean working = true;
    private boolean hasStatus = true;
    private boolean summaryWhenOff = true;
    private boolean deaf;
    private int percent = 100;
    private int acts;
    private int tokensGiven;
    private int refuseTokensWith;
    private int refuseWritesWith;

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            Access access =
                    new Access(new Credentials("admin", PASSWORD), Encryption.NONE, Map.of());
            InstantSource clock = () -> now;
            driver =
                    new WhatsminerV2Driver(
                            Devices.family(WhatsminerV2Driver.FAMILY),
                            new Surroundings(priorState, id -> access, clock));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("wm2-1", WhatsminerV2Driver.FAMILY, "WhatsMiner M50S", port);
    }

    @Override
    public String fingerprintModel() {
        return null;
    }

    @Override
    public byte[] answer(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8);
        Matcher sealed = SEALED.matcher(text);
        if (sealed.matches()) {
            return sealed(sealed.group(1));
        }
        Matcher plain = PLAIN.matcher(text);
        return switch (plain.matches() ? plain.group(1) : "") {
            case "get_version" -> RecordedDevice.recording("whatsminer-v2/get_version.json");
            case "pools" -> RecordedDevice.recording("whatsminer-v2/pools.json");
            case "devdetails" ->
                    bytes(
                            "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1773871985,\"Code\":69,\"Msg\":\"Device"
                                    + " Details\"}],\"DEVDETAILS\":[{\"Model\":\"M50S_VH30\"}],\"id\":1}");
            case "status" -> hasStatus ? status() : flat("E", 14, "\"invalid cmd\"");
            case "summary" ->
                    working || summaryWhenOff ? summary() : flat("E", 132, "\"btminer is off\"");
            case "get_token" -> token();
            default -> flat("E", 14, "\"invalid cmd\"");
        };
    }

    /** Time passes for the driver. */
    public void setNow(Instant instant) {
        now = instant;
    }

    public void changePassword(String newPassword) {
        password = newPassword;
        token = "";
    }

    /** The tokens it gave are worth nothing any more. */
    public void forgetTokens() {
        token = "";
    }

    public void hideStatus() {
        hasStatus = false;
    }

    public void hideSummaryWhenOff() {
        summaryWhenOff = false;
    }

    /** It refuses to give tokens, with a code. */
    public void refuseTokens(int code) {
        refuseTokensWith = code;
    }

    /** It refuses commands, with a code. */
    public void refuseWrites(int code) {
        refuseWritesWith = code;
    }

    public int tokensGiven() {
        return tokensGiven;
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
        return percent + " %";
    }

    @Override
    public String pools() {
        return new String(
                RecordedDevice.recording("whatsminer-v2/pools.json"), StandardCharsets.UTF_8);
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] token() {
        if (refuseTokensWith != 0) {
            return flat("E", refuseTokensWith, "\"over max connect\"");
        }
        tokensGiven++;
        time++;
        String key = crypted(password, salt);
        token = crypted(key + time, "bH6x2rgF");
        cipherKey = sha256(key);
        return flat(
                "S",
                134,
                "{\"time\":\"" + time + "\",\"salt\":\"" + salt + "\",\"newsalt\":\"bH6x2rgF\"}");
    }

    private byte[] sealed(String data) {
        acts++;
        if (refuseWritesWith != 0) {
            return flat("E", refuseWritesWith, "\"no\"");
        }
        String plain =
                new String(
                                aes(Cipher.DECRYPT_MODE, Base64.getDecoder().decode(data)),
                                StandardCharsets.UTF_8)
                        .replace("\0", "");
        if (token.isEmpty() || !plain.contains("\"token\":\"" + token + "\"")) {
            return flat("E", 135, "\"check token err\"");
        }
        Matcher share = PERCENT.matcher(plain);
        if (plain.contains("\"set_power_pct\"") && share.find()) {
            percent = deaf ? percent : Integer.parseInt(share.group(1));
        } else if (plain.contains("\"power_off\"") && plain.contains("\"respbefore\":\"true\"")) {
            working = deaf && working;
        } else if (plain.contains("\"power_on\"")) {
            working = deaf ? working : true;
        } else {
            return flat("E", 14, "\"invalid cmd\"");
        }
        byte[] answer = flat("S", 131, "\"API command OK\"");
        byte[] filled = Arrays.copyOf(answer, Math.ceilDiv(answer.length, 16) * 16);
        return bytes(
                "{\"enc\":\""
                        + Base64.getEncoder().encodeToString(aes(Cipher.ENCRYPT_MODE, filled))
                        + "\"}");
    }

    private byte[] status() {
        return bytes(
                recorded("whatsminer-v2/status.json")
                        .replace("\"mineroff\": \"false\"", "\"mineroff\": \"" + !working + "\"")
                        .replace(
                                "\"power_mode\"",
                                "\"power_pct\": \"" + percent + "\", \"power_mode\""));
    }

    private byte[] summary() {
        String recorded = recorded("whatsminer-v2/summary.json");
        return bytes(
                working
                        ? recorded
                        : recorded.replace("\"HS RT\": 124500000.0", "\"HS RT\": 0.0")
                                .replace("\"Power\": 3200", "\"Power\": 22"));
    }

    private static String recorded(String name) {
        return new String(RecordedDevice.recording(name), StandardCharsets.UTF_8);
    }

    private static byte[] flat(String letter, int code, String message) {
        return bytes(
                "{\"STATUS\":\""
                        + letter
                        + "\",\"When\":1773871985,\"Code\":"
                        + code
                        + ",\"Msg\":"
                        + message
                        + ",\"Description\":\"\"}");
    }

    private static String crypted(String secret, String salt) {
        return Md5Crypt.md5Crypt(bytes(secret), "$1$" + salt + "$").split("\\$")[3];
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] aes(int mode, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(cipherKey, "AES"));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
