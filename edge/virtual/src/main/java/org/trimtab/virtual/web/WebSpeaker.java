package org.trimtab.virtual.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.net.Answer;
import org.trimtab.virtual.net.Answer.Ending;
import org.trimtab.virtual.net.Speaker;

/** Speaks HTTP for a machine and brings in the faults that lie between its pages and the wire. */
public final class WebSpeaker implements Speaker {
    private static final byte[] GARBAGE =
            "\u0000\u0007<html><\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1);
    private static final Page MALFORMED = Page.of(400, "{\"error\":\"bad request\"}");

    private final Machine machine;
    private final WebSite site;
    private final String server;
    private long requests;

    /**
     * A speaker.
     *
     * @param server what it calls itself in its answers
     */
    public WebSpeaker(Machine machine, WebSite site, String server) {
        this.machine = machine;
        this.site = site;
        this.server = server;
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
        if (machine.away()) {
            return Answer.reset(length);
        }
        HttpRequest request;
        try {
            request = HttpRequest.read(heard, length);
        } catch (HttpRequest.Malformed e) {
            return answer(MALFORMED, length, false);
        }
        if (request == null) {
            return null;
        }
        if (machine.has(Fault.SILENT)) {
            return Answer.never(request.used());
        }
        if (machine.has(Fault.GARBAGE)) {
            if (site.commands(request)) {
                machine.countCommand();
            }
            return new Answer(request.used(), GARBAGE, machine.readingTime(), Ending.CLOSE);
        }
        boolean tooMany = machine.has(Fault.TOO_MANY_REQUESTS) && requests++ % 2 == 1;
        Page page = tooMany ? site.tooMany() : site.serve(request);
        Answer answer = answer(page, request.used(), request.keepAlive());
        return machine.has(Fault.RESETS_MID_REPLY) ? answer.cutInTheMiddle() : answer;
    }

    /** A machine without end marks leaves the length out, so that only the close ends its answer. */
    private Answer answer(Page page, int used, boolean keepAlive) {
        boolean endless = machine.has(Fault.NO_END_MARK);
        boolean keep = keepAlive && !endless;
        StringBuilder head = new StringBuilder(160);
        head.append("HTTP/1.1 ").append(Page.reason(page.status()));
        head.append("\r\nServer: ").append(server);
        if (page.body().length > 0) {
            head.append("\r\nContent-Type: application/json");
        }
        if (!endless) {
            head.append("\r\nContent-Length: ").append(page.body().length);
        }
        if (page.status() == 429) {
            head.append("\r\nRetry-After: 1");
        }
        head.append("\r\nConnection: ").append(keep ? "keep-alive" : "close").append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + page.body().length);
        System.arraycopy(page.body(), 0, whole, start.length, page.body().length);
        Duration after = page.after() == null ? machine.readingTime() : page.after();
        return new Answer(used, whole, after, keep ? Ending.KEEP : Ending.CLOSE);
    }
}
