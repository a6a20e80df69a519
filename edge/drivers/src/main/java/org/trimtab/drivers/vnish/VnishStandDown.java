package org.trimtab.drivers.vnish;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/** Puts back what is still kept of a device's settings. */
final class VnishStandDown implements Conversation<Readiness> {
    private final VnishRestore restore;

    VnishStandDown(VnishRestore restore) {
        this.restore = restore;
    }

    @Override
    public Turn<Readiness> open() {
        return turn(restore.first());
    }

    @Override
    public Turn<Readiness> next(Reply reply) {
        return turn(restore.after(reply));
    }

    private Turn<Readiness> turn(@Nullable Exchange exchange) {
        if (exchange != null) {
            return new Turn.Ask<>(exchange);
        }
        String trouble = restore.trouble();
        return new Turn.Done<>(
                trouble.isEmpty()
                        ? Readiness.READY
                        : new Readiness(
                                Failure.DEVICE_ERROR,
                                "its settings could not all be put back: " + trouble));
    }
}
