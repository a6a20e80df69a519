package org.trimtab.virtual.antminer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.antminer.DigestLogin.Verdict;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.net.Answer;
import org.trimtab.virtual.net.Answer.Ending;
import org.trimtab.virtual.net.Speaker;
import org.trimtab.virtual.web.HttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A machine under Bitmain's own firmware: CGI pages over HTTP behind a digest login. A new configuration is written,
 * the answer comes seconds later, then the mining process restarts and the interface is away for a while.
 */
public final class AntminerMiner implements VirtualMiner, Speaker {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final byte[] GARBAGE =
            "\u0000\u0007<html><\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1);
    private static final String SET = "/cgi-bin/set_miner_conf.cgi";
    private static final String SET_DONE =
            "{\"stats\":\"success\",\"code\":\"M000\",\"msg\":\"OK!\"}";
    private static final String SET_REFUSED =
            "{\"stats\":\"error\",\"code\":\"M001\",\"msg\":\"Invalid configuration\"}";

    private final Machine machine;
    private final DigestLogin login;
    private final StockPages pages;
    private volatile StockConfig config;
    private Instant busyUntil = Instant.MIN;

    public AntminerMiner(Machine machine) {
        this.machine = machine;
        this.login =
                new DigestLogin(
                        machine.manners().login(),
                        machine.random().nextLong(),
                        machine.has(Fault.NONCE_STALE));
        this.pages = new StockPages(machine);
        this.config = StockConfig.factory(machine.nameplate().index());
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public List<Port> ports() {
        return List.of(new Port(Family.ANTMINER.port(), this));
    }

    @Override
    public String pools() {
        return config.poolsText();
    }

    @Override
    public boolean admits() {
        return !machine.has(Fault.REFUSES) && !unavailable();
    }

    /** True while a configuration is being written or the process restarts. */
    private boolean unavailable() {
        return machine.now().isBefore(busyUntil) || machine.away();
    }

    @Override
    public boolean oneAtATime() {
        return false;
    }

    @Override
    public @Nullable Answer hear(byte[] heard, int length, boolean ended) {
        if (unavailable()) {
            return Answer.reset(length);
        }
        try {
            HttpRequest request = HttpRequest.read(heard, length);
            return request == null ? null : answer(request);
        } catch (HttpRequest.Malformed e) {
            return page(length, false, "400 Bad Request", "", "");
        }
    }

    private Answer answer(HttpRequest request) {
        if (machine.has(Fault.SILENT)) {
            return Answer.never(request.used());
        }
        if (machine.has(Fault.GARBAGE)) {
            countIfCommand(request);
            return new Answer(request.used(), GARBAGE, machine.readingTime(), Ending.CLOSE);
        }
        Answer answer = served(request);
        return machine.has(Fault.RESETS_MID_REPLY) ? answer.cutInTheMiddle() : answer;
    }

    private void countIfCommand(HttpRequest request) {
        if (request.path().equals(SET)) {
            machine.countCommand();
        }
    }

    private Answer served(HttpRequest request) {
        String authorization = request.headers().getOrDefault("authorization", "");
        Verdict verdict =
                machine.has(Fault.LOCKED)
                        ? Verdict.REFUSED
                        : login.judge(
                                request.method(), request.target(), authorization, machine.now());
        if (verdict != Verdict.ACCEPTED) {
            String challenge = login.challenge(machine.now(), verdict == Verdict.STALE);
            String header = "WWW-Authenticate: " + challenge + "\r\n";
            return page(request, "401 Unauthorized", header, "401 - Unauthorized");
        }
        countIfCommand(request);
        return switch (request.method() + " " + request.path()) {
            case "GET /cgi-bin/summary.cgi" -> ok(request, pages.summary());
            case "GET /cgi-bin/stats.cgi" -> ok(request, pages.stats());
            case "GET /cgi-bin/pools.cgi" -> ok(request, pages.pools(config));
            case "GET /cgi-bin/get_miner_conf.cgi" ->
                    ok(request, config.json(machine.nameplate().firmware(), machine.setting()));
            case "GET /cgi-bin/get_system_info.cgi" -> ok(request, pages.systemInfo());
            case "GET /cgi-bin/miner_type.cgi" -> ok(request, pages.minerType());
            case "GET /cgi-bin/get_blink_status.cgi" -> ok(request, "{\"blink\":false}");
            case "POST " + SET -> set(request);
            default -> page(request, "404 Not Found", "", "404 - Not Found");
        };
    }

    /** Writes a configuration; it acts when the answer is given. */
    private Answer set(HttpRequest request) {
        JsonNode payload;
        try {
            payload = MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            return ok(request, SET_REFUSED);
        }
        if (!payload.isObject()) {
            return ok(request, SET_REFUSED);
        }
        Duration after = machine.commandTime();
        Optional<WorkMode> mode = wished(payload);
        boolean understood = mode.isPresent() || payload.has("pools");
        if (understood) {
            busyUntil = machine.now().plus(after);
            config = StockConfig.from(payload);
            machine.restart(mode.orElse(machine.setting()), busyUntil);
        }
        return page(request, "200 OK", "", SET_DONE, after);
    }

    /** The mode a payload asks for; the older generation looks at one key only, a faulty machine at the other. */
    private Optional<WorkMode> wished(JsonNode payload) {
        if (machine.has(Fault.IGNORES_A_KEY)) {
            return StockConfig.mode(payload, "bitmain-work-mode");
        }
        Optional<WorkMode> mode = StockConfig.mode(payload, "miner-mode");
        boolean eitherKey = machine.nameplate().firmware() == Firmware.STOCK_2023;
        return mode.isEmpty() && eitherKey ? StockConfig.mode(payload, "bitmain-work-mode") : mode;
    }

    private Answer ok(HttpRequest request, String body) {
        return page(request, "200 OK", "", body);
    }

    private Answer page(HttpRequest request, String status, String header, String body) {
        return page(request, status, header, body, machine.readingTime());
    }

    private Answer page(
            HttpRequest request, String status, String header, String body, Duration after) {
        boolean ends = machine.has(Fault.NO_END_MARK);
        Answer page = page(request.used(), request.keepAlive() && !ends, status, header, body);
        return new Answer(page.used(), page.bytes(), after, page.ending());
    }

    /** An answer; a machine without end marks leaves the length out, so that only the close ends it. */
    private Answer page(int used, boolean keep, String status, String header, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String type = body.startsWith("{") ? "application/json" : "text/html";
        String length =
                machine.has(Fault.NO_END_MARK) ? "" : "Content-Length: " + bytes.length + "\r\n";
        String head =
                "HTTP/1.1 "
                        + status
                        + "\r\nServer: lighttpd/1.4.32\r\nContent-Type: "
                        + type
                        + "\r\n"
                        + length
                        + header
                        + "Connection: "
                        + (keep ? "keep-alive" : "close")
                        + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, whole, start.length, bytes.length);
        return new Answer(used, whole, Duration.ZERO, keep ? Ending.KEEP : Ending.CLOSE);
    }
}
