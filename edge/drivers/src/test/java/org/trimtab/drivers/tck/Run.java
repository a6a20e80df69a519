package org.trimtab.drivers.tck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/**
 * One conversation with a recorded device, without sockets or clocks: each exchange takes ten milliseconds.
 *
 * @param result what it ended in
 * @param asked the exchanges it had
 * @param farewell true when it said a last word
 */
public record Run<R>(R result, List<Exchange> asked, boolean farewell) {
    public static final Instant BEGAN = Instant.parse("2026-01-05T10:00:00Z");
    private static final int EXCHANGES_MAX = 16;

    /** Talks without faults. */
    public static <R> Run<R> with(RecordedDevice device, Conversation<R> conversation) {
        return with(device, conversation, -1, null);
    }

    /** Talks, with a fault in one exchange. */
    public static <R> Run<R> with(
            RecordedDevice device, Conversation<R> conversation, int faultAt, Fault fault) {
        List<Exchange> asked = new ArrayList<>();
        Turn<R> turn = conversation.open();
        while (turn instanceof Turn.Ask<R>(Exchange exchange)) {
            Instant at = BEGAN.plusMillis(10L * (asked.size() + 1));
            boolean faulty = asked.size() == faultAt;
            asked.add(exchange);
            if (asked.size() > EXCHANGES_MAX) {
                throw new AssertionError("the conversation does not end");
            }
            byte[] answer = faulty && !fault.written() ? new byte[0] : device.answer(exchange);
            turn =
                    conversation.next(
                            faulty ? fault.reply(answer, at) : new Reply.Answered(answer, at, at));
        }
        return ended(device, turn, asked);
    }

    /** Talks, with every answer changed. */
    public static <R> Run<R> distorted(
            RecordedDevice device, Conversation<R> conversation, UnaryOperator<byte[]> change) {
        List<Exchange> asked = new ArrayList<>();
        Turn<R> turn = conversation.open();
        while (turn instanceof Turn.Ask<R>(Exchange exchange)) {
            asked.add(exchange);
            if (asked.size() > EXCHANGES_MAX) {
                throw new AssertionError("the conversation does not end");
            }
            byte[] answer = change.apply(device.answer(exchange));
            turn = conversation.next(new Reply.Answered(answer, BEGAN, BEGAN));
        }
        return ended(device, turn, asked);
    }

    private static <R> Run<R> ended(RecordedDevice device, Turn<R> turn, List<Exchange> asked) {
        if (!(turn instanceof Turn.Done<R> done)) {
            throw new AssertionError("the conversation has no end");
        }
        if (done.farewell() != null) {
            device.answer(done.farewell());
        }
        return new Run<>(done.result(), asked, done.farewell() != null);
    }

    /** How many of the exchanges make the device act. */
    public long acts() {
        return asked.stream().filter(Exchange::acts).count();
    }
}
