package org.trimtab.drivers.tck;

import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.resource.Device;

/** Commands for tests, issued when a run begins and good for 30 s. */
public final class Commands {
    private Commands() {}

    public static Command of(Device device, Action action) {
        return new Command(
                new CommandId("c-1"),
                device.id(),
                action,
                Run.BEGAN,
                Run.BEGAN.plusSeconds(30),
                "i-1");
    }

    /** Why it came to nothing; null when it did not. */
    public static Failure failure(CommandOutcome outcome) {
        return DriverContract.failure(outcome);
    }

    /** What a person is told about it; empty when it is well. */
    public static String detail(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Rejected rejected -> rejected.detail();
            case CommandOutcome.Unsupported unsupported -> unsupported.detail();
            case CommandOutcome.Unreachable unreachable -> unreachable.detail();
            case CommandOutcome.Uncertain uncertain -> uncertain.detail();
            case CommandOutcome.Accepted accepted -> "";
            case CommandOutcome.Confirmed confirmed -> "";
        };
    }
}
