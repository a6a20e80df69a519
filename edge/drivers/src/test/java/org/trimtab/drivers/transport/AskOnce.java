package org.trimtab.drivers.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/** Says one line and ends in whatever came back. */
record AskOnce(int port, String line, Framing framing, boolean acts)
        implements Conversation<Reply> {
    static final Duration WITHIN = Duration.ofSeconds(60);

    AskOnce(int port, String line) {
        this(port, line, Framing.CGMINER, false);
    }

    static Exchange exchange(int port, String line, Framing framing, boolean acts) {
        byte[] request = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new Exchange(port, request, framing, WITHIN, acts);
    }

    @Override
    public Turn<Reply> open() {
        return new Turn.Ask<>(exchange(port, line, framing, acts));
    }

    @Override
    public Turn<Reply> next(Reply reply) {
        return new Turn.Done<>(reply);
    }
}
