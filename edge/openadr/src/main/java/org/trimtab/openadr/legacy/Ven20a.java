package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An end node of profile 2.0a that pulls: it asks for events and answers them, no more. */
final class Ven20a implements LegacyVen {

    private static final String NOT_IN_A =
            "Profile 2.0a has neither registration nor opt schedules.";

    private final LegacySettings settings;
    private final LegacyListener listener;
    private final Channel channel;
    private final EventBook book;
    private final EventExchange events;
    private final BackOff backOff = new BackOff();
    private final ReentrantLock lock = new ReentrantLock();
    private Instant nextPollAt = Instant.MIN;
    private @Nullable Instant lastHeardAt;
    private @Nullable String trouble;
    private volatile View view = View.NEW;
    private volatile boolean closed;

    Ven20a(LegacySettings settings, LegacyListener listener, RandomGenerator random) {
        String venId = Objects.requireNonNull(settings.agreed().venId());
        this.settings = settings;
        this.listener = listener;
        this.channel = new Channel(settings, listener, random);
        this.book =
                new EventBook(
                        listener,
                        new EventFilter(
                                venId,
                                settings.agreed().marketContexts(),
                                settings.agreed().resourceIds()));
        this.events = new EventExchange(settings, channel, listener, book, venId, null);
    }

    @Override
    public Instant step(Instant now) {
        lock.lock();
        try {
            if (closed) {
                return Instant.MAX;
            }
            book.expire(now);
            if (!now.isBefore(backOff.notBefore())) {
                exchange(now);
            }
            Instant next = backOff.failing() ? backOff.notBefore() : nextPollAt;
            return Steps.earliest(next, Steps.firstEnd(book.events()));
        } finally {
            view = new View(book.events(), null, lastHeardAt, channel.clockAhead(), trouble);
            lock.unlock();
        }
    }

    private void exchange(Instant now) {
        try {
            boolean due = !now.isBefore(nextPollAt);
            if (due) {
                nextPollAt = now.plus(settings.timing().pollEvery());
                events.request(now);
            } else {
                events.sendOwed(now);
            }
            if (backOff.failing()) {
                listener.noted(now, "The VTN answers again.");
            }
            backOff.succeeded();
            trouble = null;
            lastHeardAt = due ? now : lastHeardAt;
        } catch (ExchangeFailed | RefusedPayload | VtnRefused e) {
            backOff.failed(now, settings.timing().pollEvery());
            trouble = e.getMessage();
            listener.noted(now, Steps.failure(e, backOff.notBefore()));
        }
    }

    @Override
    public Collection<LegacyEvent> events() {
        return view.events();
    }

    @Override
    public Optional<Registration> registration() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> lastHeardAt() {
        return Optional.ofNullable(view.lastHeardAt());
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(view.trouble());
    }

    @Override
    public Optional<Duration> clockAhead() {
        return Optional.ofNullable(view.clockAhead());
    }

    @Override
    public boolean answer(String eventId, EventAnswer answer) {
        lock.lock();
        try {
            return events.change(eventId, answer);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String createOpt(OptSchedule schedule, Instant now) {
        throw new IllegalStateException(NOT_IN_A);
    }

    @Override
    public String createOpt(
            String eventId,
            OptType opt,
            OptReason reason,
            @Nullable String resourceId,
            Instant now) {
        throw new IllegalStateException(NOT_IN_A);
    }

    @Override
    public void cancelOpt(String optId, Instant now) {
        throw new IllegalStateException(NOT_IN_A);
    }

    @Override
    public void deregister(Instant now) {
        throw new IllegalStateException(NOT_IN_A);
    }

    @Override
    public void register() {
        throw new IllegalStateException(NOT_IN_A);
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        channel.close();
    }
}
