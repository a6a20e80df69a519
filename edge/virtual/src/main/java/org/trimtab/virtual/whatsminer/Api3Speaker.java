package org.trimtab.virtual.whatsminer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
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
 * API 3 on 4433: frames of a length, four bytes with the least first, and as many bytes of JSON; as many as one likes
 * on one connection. Commands carry the time and a token of it, the password and the machine's salt.
 */
final class Api3Speaker implements Speaker {
    static final int DONE = 0;
    static final int FAILED = -1;
    static final int BAD_COMMAND = -2;
    static final int NO_PARAMETER = -3;
    static final int DENIED = -4;

    private static final int HEAD = 4;
    private static final int FRAME_MAX = 16 * 1024;
    private static final int TOKEN_LENGTH = 8;
    private static final String ACCOUNT = "super";
    private static final byte[] GARBAGE = {9, 0, 0, 0, '{', (byte) 0xFE, 1, '}', '}', 0, 7, '[', 2};

    private final ControlBoard control;
    private final Machine machine;
    private final Api3Reports reports;

    Api3Speaker(ControlBoard control) {
        this.control = control;
        this.machine = control.machine();
        this.reports = new Api3Reports(control);
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
    public @Nullable Answer hear(byte[] heard, int length, boolean ended) {
        if (length < HEAD) {
            return null;
        }
        int body = ByteBuffer.wrap(heard).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (body < 0 || body > FRAME_MAX) {
            return Answer.reset(length);
        }
        int used = HEAD + body;
        if (length < used) {
            return null;
        }
        Map<String, String> request = FlatJson.read(heard, HEAD, used);
        String name = request == null ? "" : request.getOrDefault("cmd", "");
        boolean command = name.startsWith("set.");
        if (command) {
            machine.countCommand();
        }
        if (machine.has(Fault.SILENT)) {
            return Answer.never(length);
        }
        Duration after = command ? machine.commandTime() : machine.readingTime();
        if (machine.has(Fault.GARBAGE)) {
            return new Answer(used, GARBAGE, after, Ending.CLOSE);
        }
        Reply reply =
                request == null
                        ? new Reply(BAD_COMMAND, "invalid json")
                        : command ? write(name, request) : read(name, request);
        return answer(used, reply.json(name, machine.ownTime().getEpochSecond()), after);
    }

    private Answer answer(int used, String json, Duration after) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        if (machine.has(Fault.NO_END_MARK)) {
            return new Answer(used, text, after, Ending.CLOSE);
        }
        ByteBuffer frame = ByteBuffer.allocate(HEAD + text.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(text.length).put(text);
        Answer answer = new Answer(used, frame.array(), after, Ending.KEEP);
        return machine.has(Fault.RESETS_MID_REPLY) ? answer.cutInTheMiddle() : answer;
    }

    /**
     * What is said.
     *
     * @param code 0 for done
     * @param message text or fields
     */
    private record Reply(int code, Object message) {
        String json(String name, long when) {
            return Fields.of("code", code)
                    .put("when", when)
                    .put("msg", message)
                    .put("desc", name)
                    .json();
        }
    }

    private Reply read(String name, Map<String, String> request) {
        String parameter = request.getOrDefault("param", "");
        return switch (name) {
            case "get.device.info" ->
                    found(reports.device(parameter), "invalid param: " + parameter);
            case "get.miner.status" ->
                    parameter.isEmpty()
                            ? new Reply(NO_PARAMETER, "param item is null")
                            : found(reports.status(parameter), "invalid param: " + parameter);
            case "get.miner.setting" -> new Reply(DONE, reports.setting());
            case "get.fan.setting" -> new Reply(DONE, reports.fans());
            default -> new Reply(BAD_COMMAND, "invalid command");
        };
    }

    private static Reply found(Optional<Fields> fields, String otherwise) {
        return fields.map(message -> new Reply(DONE, message))
                .orElseGet(() -> new Reply(BAD_COMMAND, otherwise));
    }

    private Reply write(String name, Map<String, String> request) {
        if (!known(name)) {
            return new Reply(BAD_COMMAND, "invalid command");
        }
        if (!signed(name, request)) {
            return new Reply(DENIED, "no permission");
        }
        String parameter = request.getOrDefault("param", "");
        if (parameter.isEmpty()) {
            return new Reply(NO_PARAMETER, "param item is null");
        }
        boolean done =
                switch (name) {
                    case "set.miner.service" -> service(parameter);
                    case "set.miner.power_percent" -> percent(parameter);
                    case "set.miner.power_limit" -> control.limit(parameter);
                    default -> mode(parameter);
                };
        if (!done) {
            return new Reply(FAILED, "invalid param: " + parameter);
        }
        control.done();
        return new Reply(DONE, "ok");
    }

    /** A bare number, or the form the maker's own samples send: percent as a text, and how quickly. */
    private boolean percent(String parameter) {
        byte[] text = parameter.getBytes(StandardCharsets.UTF_8);
        Map<String, String> parts = FlatJson.read(text, 0, text.length);
        return parts == null
                ? control.percent(parameter, false)
                : control.percent(
                        parts.getOrDefault("percent", ""), "fast".equals(parts.get("mode")));
    }

    private static boolean known(String name) {
        return switch (name) {
            case "set.miner.service",
                    "set.miner.power_percent",
                    "set.miner.power_limit",
                    "set.miner.power_mode" ->
                    true;
            default -> false;
        };
    }

    private boolean service(String parameter) {
        switch (parameter) {
            case "stop", "disable" -> control.stop();
            case "start", "enable" -> control.start();
            case "restart" -> control.restart();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean mode(String parameter) {
        switch (parameter) {
            case "low" -> control.work(WorkMode.LOW);
            case "normal" -> control.work(WorkMode.NORMAL);
            case "high" -> control.work(WorkMode.HIGH);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean signed(String name, Map<String, String> request) {
        String time = request.getOrDefault("ts", "");
        if (!ACCOUNT.equals(request.get("account")) || !near(time)) {
            return false;
        }
        return token(name, control.password(), control.salt(), time)
                .equals(request.getOrDefault("token", ""));
    }

    private boolean near(String time) {
        if (time.isEmpty() || time.length() > 12) {
            return false;
        }
        try {
            long apart = Long.parseLong(time) - machine.ownTime().getEpochSecond();
            return Math.abs(apart) <= machine.manners().habits().clockWindow().toSeconds();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The first eight letters of the Base64 of a SHA-256 digest. */
    static String token(String name, String password, String salt, String time) {
        byte[] digest = TokenOffice.sha256(name + password + salt + time);
        return Base64.getEncoder().encodeToString(digest).substring(0, TOKEN_LENGTH);
    }
}
