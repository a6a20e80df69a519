package org.trimtab.storm;

import java.util.HashMap;
import java.util.Map;
import org.trimtab.dispatch.Command;
import org.trimtab.engine.Output;
import org.trimtab.resource.DeviceId;

/** Asking a device for two things at once is rapid cycling at its fastest. */
final class OneAskAtATime implements Sentence {
    @Override
    public String text() {
        return "No device is asked for two things in one step.";
    }

    @Override
    public void see(Turn turn) {
        Map<DeviceId, Command> asked = new HashMap<>();
        for (Output output : turn.outputs()) {
            if (output instanceof Output.CommandIssued issued) {
                Command before = asked.put(issued.command().device(), issued.command());
                if (before != null) {
                    throw broken(
                            before.device()
                                    + " was asked for "
                                    + before.action().text()
                                    + " because of "
                                    + before.causedBy()
                                    + " and for "
                                    + issued.command().action().text()
                                    + " because of "
                                    + issued.command().causedBy()
                                    + " at "
                                    + turn.now());
                }
            }
        }
    }
}
