package org.trimtab.virtual.whatsminer;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.FlatJson;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.net.Answer;
import org.trimtab.virtual.net.Answer.Ending;
import org.trimtab.virtual.net.Speaker;

/**
 * API 2 on 4028: one request per connection. Questions are plain JSON; commands are sealed, with a token within. An
 * idle connection is closed after ten seconds.
 */
final class Api2Speaker implements Speaker {
    static final int BAD_COMMAND = 14;
    static final int BAD_JSON = 23;
    static final int DENIED = 45;
    static final int DONE = 131;
    static final int FAILED = 132;
    static final int TOKEN_GIVEN = 134;
    static final int BAD_TOKEN = 135;
    static final int TOO_MANY_TOKENS = 136;
    static final int BAD_BASE64 = 137;

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final byte[] GARBAGE = {'{', '"', 'e', (byte) 0xFE, 0x01, '}', '}', '[', 0};
    private static final Set<String> WRITES =
            Set.of(
                    "power_off",
                    "power_on",
                    "restart_btminer",
                    "set_power_pct",
                    "set_power_pct_v2",
                    "adjust_power_limit",
                    "set_low_power",
                    "set_normal_power",
                    "set_high_power");

    private final ControlBoard control;
    private final Machine machine;
    private final TokenOffice tokens;
    private final Api2Reports reports;

    /**
     * A speaker.
     *
     * @param whole false for the copy beside API 3, which leaves out much of what it could tell
     */
    Api2Speaker(ControlBoard control, boolean whole) {
        this.control = control;
        this.machine = control.machine();
        this.tokens = new TokenOffice(control);
        this.reports = new Api2Reports(control, whole);
    }

    @Override
    public boolean admits() {
        return !machine.has(Fault.REFUSES) && !machine.away();
    }

    @Override
    public boolean oneAtATime() {
        return false;
    }

    @Override
    public Duration idleMost() {
        return IDLE;
    }

    @Override
    public @Nullable Answer hear(byte[] heard, int length, boolean ended) {
        return hear(heard, length, ended, InetAddress.getLoopbackAddress());
    }

    @Override
    public @Nullable Answer hear(byte[] heard, int length, boolean ended, InetAddress caller) {
        int start = FlatJson.start(heard, length);
        if (start == length) {
            return null;
        }
        int end = heard[start] == '{' ? FlatJson.end(heard, start, length) : length;
        if (end < 0 && !ended) {
            return null;
        }
        Map<String, String> request = end < 0 ? null : FlatJson.read(heard, start, end);
        boolean sealed = request != null && request.containsKey("enc");
        if (sealed) {
            machine.countCommand();
        }
        if (machine.has(Fault.SILENT)) {
            return Answer.never(length);
        }
        Duration after = sealed ? machine.commandTime() : machine.readingTime();
        if (machine.has(Fault.GARBAGE)) {
            return new Answer(length, GARBAGE, after, Ending.CLOSE);
        }
        String reply = request == null ? badJson() : reply(request, caller);
        String mark = machine.has(Fault.NO_END_MARK) ? "" : "\0";
        byte[] bytes = (reply + mark).getBytes(StandardCharsets.UTF_8);
        Answer answer = new Answer(length, bytes, after, Ending.CLOSE);
        return machine.has(Fault.RESETS_MID_REPLY) ? answer.cutInTheMiddle() : answer;
    }

    private String badJson() {
        return reports.error(BAD_JSON, "json cmd err");
    }

    private String reply(Map<String, String> request, InetAddress caller) {
        if (request.containsKey("enc")) {
            return unsealed(request.getOrDefault("data", ""), caller);
        }
        String name = name(request);
        if (name.equals("get_token")) {
            return token(caller);
        }
        if (WRITES.contains(name)) {
            return reports.error(DENIED, "can't access write cmd");
        }
        if (name.indexOf('+') < 0) {
            return reports.read(name).orElseGet(() -> unknown());
        }
        StringBuilder out = new StringBuilder("{");
        for (String part : List.of(name.split("\\+"))) {
            Fields.quote(part, out);
            out.append(":[").append(reports.read(part).orElseGet(() -> unknown())).append("],");
        }
        return out.append("\"id\":1}").toString();
    }

    private static String name(Map<String, String> request) {
        return request.getOrDefault("cmd", request.getOrDefault("command", ""));
    }

    private String unknown() {
        return reports.error(BAD_COMMAND, "invalid cmd");
    }

    private String token(InetAddress caller) {
        return tokens.give(caller)
                .map(given ->
                        reports.success(
                                TOKEN_GIVEN,
                                Fields.of("time", given.time())
                                        .put("salt", given.salt())
                                        .put("newsalt", given.newSalt())))
                .orElseGet(() -> reports.error(TOO_MANY_TOKENS, "over max connect"));
    }

    private String unsealed(String data, InetAddress caller) {
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            return reports.error(BAD_BASE64, "base64 decode err");
        }
        byte[] key = tokens.aesKey();
        Optional<byte[]> plain = SealedText.open(sealed, key);
        Map<String, String> request =
                plain.map(text -> FlatJson.read(text, 0, text.length)).orElse(null);
        if (request == null) {
            // Sealed with another password: what comes out is no JSON.
            return reports.error(BAD_JSON, "enc json load err");
        }
        if (!tokens.holds(request.getOrDefault("token", ""), caller)) {
            return reports.error(BAD_TOKEN, "check token err");
        }
        String reply = write(request, plain.map(Api2Speaker::text).orElse(""));
        return Fields.of("enc", SealedText.seal(reply, key)).json();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Does a command; what it says of itself is told before it acts. */
    private String write(Map<String, String> request, String text) {
        String name = name(request);
        boolean done =
                switch (name) {
                    case "power_off" -> powerOff(request, text);
                    case "power_on" -> powerOn();
                    case "restart_btminer" -> restart();
                    case "set_power_pct" -> control.percent(value(request, "percent"), true);
                    case "set_power_pct_v2" -> control.percent(value(request, "percent"), false);
                    case "adjust_power_limit" -> control.limit(value(request, "power_limit"));
                    case "set_low_power" -> work(WorkMode.LOW);
                    case "set_normal_power" -> work(WorkMode.NORMAL);
                    case "set_high_power" -> work(WorkMode.HIGH);
                    default -> false;
                };
        if (!done) {
            return WRITES.contains(name) ? reports.error(FAILED, "API command ERROR") : unknown();
        }
        control.done();
        return reports.success(DONE, "API command OK");
    }

    private static String value(Map<String, String> request, String name) {
        return request.getOrDefault(name, "");
    }

    /** Whether to answer first is a text, "true" or "false"; a bare true is not understood. */
    private boolean powerOff(Map<String, String> request, String text) {
        String first = request.get("respbefore");
        boolean quoted = text.contains("\"true\"") || text.contains("\"false\"");
        if (first != null && (!quoted || !(first.equals("true") || first.equals("false")))) {
            return false;
        }
        control.stop();
        return true;
    }

    private boolean powerOn() {
        control.start();
        return true;
    }

    private boolean restart() {
        control.restart();
        return true;
    }

    private boolean work(WorkMode mode) {
        control.work(mode);
        return true;
    }
}
