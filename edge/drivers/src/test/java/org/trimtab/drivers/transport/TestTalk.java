package org.trimtab.drivers.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.resource.DeviceId;

/** A talk whose end can be waited for. */
final class TestTalk<R> {
    static final Lane LANE = new Lane("test", 1_000);
    private static final int PATIENCE_SECONDS = 60;

    final CompletableFuture<R> done = new CompletableFuture<>();
    final CompletableFuture<Dropped> dropped = new CompletableFuture<>();
    final Talk<R> talk;

    TestTalk(String device, Lane lane, Conversation<R> conversation) {
        this(device, "127.0.0.1", lane, conversation);
    }

    TestTalk(String device, String host, Lane lane, Conversation<R> conversation) {
        talk =
                new Talk<>(
                        new DeviceId(device),
                        host,
                        lane,
                        startedAt -> conversation,
                        done::complete,
                        dropped::complete);
    }

    static <R> TestTalk<R> with(String device, Conversation<R> conversation) {
        return new TestTalk<>(device, LANE, conversation);
    }

    R result() {
        return await(done);
    }

    Dropped.Reason dropReason() {
        return await(dropped).reason();
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("nothing came", e);
        }
    }
}
