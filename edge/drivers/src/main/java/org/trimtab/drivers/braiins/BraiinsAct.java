package org.trimtab.drivers.braiins;

import java.time.Duration;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.resource.Device;

/** Pausing and resuming by the cgminer interface, and what its answer means. */
final class BraiinsAct {
    private BraiinsAct() {}

    static Exchange exchange(Device device, Action.State state, Duration within) {
        return new Exchange(
                device.endpoint().port(),
                BraiinsProtocol.act(state),
                Framing.CGMINER,
                within,
                true);
    }

    /** What the reply means; that the request was written is noted in the ending before. */
    static CommandOutcome outcome(Reply reply, Action.State state, CommandEnding ending) {
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return ending.lost(reply, lost.failure(), lost.detail());
        }
        CgminerReply answer =
                reply instanceof Reply.Answered answered
                        ? CgminerReply.parse(answered.bytes())
                        : null;
        if (answer == null || answer.json().truncated()) {
            return ending.lost(reply, Failure.GARBLED, "its answer cannot be read");
        }
        return answer.success()
                ? ending.accepted(reply)
                : ending.rejected(
                        reply,
                        Failure.DEVICE_ERROR,
                        "it answered \""
                                + answer.message()
                                + "\" to "
                                + BraiinsProtocol.verb(state));
    }
}
