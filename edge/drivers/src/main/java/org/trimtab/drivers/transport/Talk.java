package org.trimtab.drivers.transport;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.resource.DeviceId;

/**
 * A conversation to be carried to a device. The two consumers are called on the loop's thread, exactly one of them
 * and once: they must be quick.
 *
 * @param device with whom; one talk at a time
 * @param host its address or host name
 * @param lane whose limit it counts to, if it is a command
 * @param opening makes the conversation, at the instant it starts
 * @param whenDone takes its result
 * @param whenDropped is told when there is none
 * @param <R> what it ends in
 */
public record Talk<R>(
        DeviceId device,
        String host,
        Lane lane,
        Function<Instant, Conversation<R>> opening,
        Consumer<R> whenDone,
        Consumer<Dropped> whenDropped) {}
