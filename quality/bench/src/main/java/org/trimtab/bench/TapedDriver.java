package org.trimtab.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/**
 * A driver whose devices' answers to commands are kept.
 *
 * @param real the driver itself
 * @param replies the answers by device; filled by the loop's thread
 */
record TapedDriver(Driver real, Map<DeviceId, List<Reply>> replies) implements Driver {
    @Override
    public FamilyDescriptor descriptor() {
        return real.descriptor();
    }

    @Override
    public Fingerprint fingerprint() {
        return real.fingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return real.poll(device, withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        Conversation<CommandOutcome> talk = real.perform(device, command);
        List<Reply> tape = new ArrayList<>();
        replies.put(device.id(), tape);
        return new Conversation<>() {
            @Override
            public Turn<CommandOutcome> open() {
                return talk.open();
            }

            @Override
            public Turn<CommandOutcome> next(Reply reply) {
                tape.add(reply);
                return talk.next(reply);
            }
        };
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return real.inspect(device, startedAt);
    }
}
