package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An end node of profile 2.0b that pulls over simple HTTP. */
final class Ven20b implements LegacyVen {

    private static final String REGISTER = "EiRegisterParty";
    private static final String OPT = "EiOpt";
    private static final String POLL = "OadrPoll";

    private final LegacySettings settings;
    private final LegacyListener listener;
    private final Channel channel;
    private final ReportExchange reports;
    private final BackOff backOff = new BackOff();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Registration kept;
    private @Nullable Session session;
    private @Nullable Session former;
    private boolean synchronised;
    private boolean mayHaveMissed;
    private boolean ended;
    private Instant nextPollAt = Instant.MIN;
    private @Nullable Instant lastHeardAt;
    private @Nullable String trouble;
    private volatile View view = View.NEW;
    private volatile boolean closed;

    /**
     * What stands as long as a registration does.
     *
     * @param registration as the VTN gave it
     */
    private record Session(Registration registration, EventBook book, EventExchange events) {
        String venId() {
            return registration.venId();
        }
    }

    Ven20b(
            LegacySettings settings,
            LegacyListener listener,
            ReportSource source,
            RandomGenerator random) {
        this.settings = settings;
        this.listener = listener;
        this.channel = new Channel(settings, listener, random);
        this.reports = new ReportExchange(settings, channel, listener, source);
        this.kept = settings.registration();
    }

    @Override
    public Instant step(Instant now) {
        return locked(() -> stepLocked(now));
    }

    private Instant stepLocked(Instant now) {
        if (closed || ended) {
            return Instant.MAX;
        }
        EventBook book = book();
        if (book != null) {
            book.expire(now);
        }
        if (!now.isBefore(backOff.notBefore())) {
            exchange(now);
        }
        if (closed || ended) {
            return Instant.MAX;
        }
        Instant next = backOff.failing() ? backOff.notBefore() : nextPollAt;
        book = book();
        if (book != null) {
            next = Steps.earliest(next, Steps.firstEnd(book.events()));
        }
        return backOff.failing() ? next : Steps.earliest(next, reports.nextAt());
    }

    /** The events in force, also while a new registration is on its way. */
    private @Nullable EventBook book() {
        Session current = session == null ? former : session;
        return current == null ? null : current.book();
    }

    private void exchange(Instant now) {
        try {
            Session current = session == null ? registerNow(now) : session;
            if (!synchronised) {
                synchronise(current, now);
            } else if (!now.isBefore(nextPollAt)) {
                nextPollAt = now.plus(current.registration().pollEvery());
                boolean missed = mayHaveMissed;
                poll(current, now);
                catchUp(missed, now);
            }
            if (session == null || ended) {
                return;
            }
            session.events().sendOwed(now);
            reports.sendDue(session.venId(), now);
            if (backOff.failing()) {
                listener.noted(now, "The VTN answers again.");
            }
            backOff.succeeded();
            trouble = null;
            lastHeardAt = now;
        } catch (ExchangeFailed | RefusedPayload e) {
            failed(e, now);
        } catch (VtnRefused e) {
            if (session != null && ResponseCode.unknownVen(e.code())) {
                forgotten();
            }
            failed(e, now);
        }
    }

    /** A message is polled once: one lost on the way never comes again, but events can be asked for. */
    private void catchUp(boolean missed, Instant now) {
        if (missed && session != null) {
            session.events().request(now);
        }
        mayHaveMissed = false;
    }

    private void failed(RuntimeException e, Instant now) {
        mayHaveMissed = true;
        backOff.failed(now, pollEvery());
        trouble = e.getMessage();
        listener.noted(now, Steps.failure(e, backOff.notBefore()));
    }

    private Duration pollEvery() {
        return session == null ? settings.timing().pollEvery() : session.registration().pollEvery();
    }

    /** The VTN no longer knows us: events stay in force until a new registration says otherwise. */
    private void forgotten() {
        kept = null;
        reports.clear();
        synchronised = false;
        former = session;
        session = null;
    }

    private Session registerNow(Instant now) {
        Registration renewed = kept == null ? createNew(now) : renew(kept, now);
        kept = renewed;
        listener.registered(renewed);
        Session begun = begin(renewed);
        session = begun;
        former = null;
        synchronised = false;
        return begun;
    }

    /** Events of a session before go on in the new one, when we keep our id. */
    private Session begin(Registration registration) {
        EventBook book = null;
        if (former != null) {
            if (former.venId().equals(registration.venId())) {
                book = former.book();
            } else {
                former.book().clear(Withdrawal.REGISTRATION_ENDED);
            }
        }
        if (book == null) {
            book =
                    new EventBook(
                            listener,
                            new EventFilter(
                                    registration.venId(),
                                    settings.agreed().marketContexts(),
                                    settings.agreed().resourceIds()));
        }
        return new Session(
                registration,
                book,
                new EventExchange(
                        settings,
                        channel,
                        listener,
                        book,
                        registration.venId(),
                        registration.vtnId()));
    }

    private Registration renew(Registration before, Instant now) {
        try {
            return create(before, now);
        } catch (VtnRefused e) {
            if (!ResponseCode.unknownVen(e.code())) {
                throw e;
            }
            listener.noted(
                    now,
                    "The VTN does not know registration %s any more; a new one is asked for."
                            .formatted(before.registrationId()));
            kept = null;
            return createNew(now);
        }
    }

    private Registration createNew(Instant now) {
        try {
            Tag offer = channel.post(REGISTER, RegisterParty.query(channel.newId()), now);
            RegisterParty.checkOffer(offer);
        } catch (VtnRefused e) {
            listener.noted(now, e.getMessage() + " Registration is tried all the same.");
        }
        return create(null, now);
    }

    private Registration create(@Nullable Registration before, Instant now) {
        Tag answer =
                channel.post(
                        REGISTER, RegisterParty.create(channel.newId(), before, settings), now);
        if (!answer.is(Names.OADR_B, "oadrCreatedPartyRegistration")) {
            Responses.check(answer.child(Names.EI, "eiResponse"), "the registration");
            throw RefusedPayload.invalid(
                    "The VTN answered a registration with %s."
                            .formatted(Tag.shortened(answer.name())));
        }
        return RegisterParty.registration(answer, settings, before, now);
    }

    /** After a registration: offer reports, then ask for all events. */
    private void synchronise(Session current, Instant now) {
        if (!settings.reports().isEmpty()) {
            try {
                reports.register(current.venId(), now);
            } catch (VtnRefused e) {
                if (ResponseCode.unknownVen(e.code())) {
                    throw e;
                }
                listener.noted(now, e.getMessage() + " Events are followed without reports.");
            }
        }
        current.events().request(now);
        synchronised = true;
        mayHaveMissed = false;
        nextPollAt = now.plus(current.registration().pollEvery());
    }

    private void poll(Session current, Instant now) {
        String venId = current.venId();
        byte[] poll = XmlOut.payloadB("oadrPoll").leaf("ei:venID", venId).bytes();
        Tag message = channel.post(POLL, poll, now);
        String addressee = message.textOf(Names.EI, "venID");
        if (addressee != null && !addressee.equals(venId)) {
            throw new RefusedPayload(
                    ResponseCode.INVALID_ID,
                    "The VTN sent us a %s for VEN '%s'; it was not used."
                            .formatted(message.name(), Tag.shortened(addressee)));
        }
        switch (message.name()) {
            case "oadrResponse" ->
                    Responses.check(message.need(Names.EI, "eiResponse"), "our poll");
            case "oadrDistributeEvent" -> current.events().take(message, now);
            case "oadrCreateReport" -> reports.create(message, venId, now);
            case "oadrCancelReport" -> reports.cancel(message, venId, now);
            case "oadrRegisterReport" -> reports.registered(message, venId, now);
            case "oadrUpdateReport" -> reports.unwanted(message, venId, now);
            case "oadrCancelPartyRegistration" -> cancelled(message, current, now);
            case "oadrRequestReregistration" -> reregister(current, now);
            default ->
                    listener.noted(
                            now,
                            "The VTN sent a %s, which a VEN has no use for."
                                    .formatted(Tag.shortened(message.name())));
        }
    }

    private void cancelled(Tag message, Session current, Instant now) {
        Registration registration = current.registration();
        String requestId = message.need(Names.PYLD, "requestID").text();
        String id = message.needText(Names.EI, "registrationID");
        if (!id.equals(registration.registrationId())) {
            acknowledge(
                    RegisterParty.canceled(
                            ResponseCode.INVALID_ID,
                            "our registration is another one",
                            requestId,
                            registration),
                    now);
            return;
        }
        acknowledge(RegisterParty.canceled(ResponseCode.OK, "OK", requestId, registration), now);
        end("The VTN cancelled registration %s.".formatted(id));
    }

    private void reregister(Session current, Instant now) {
        acknowledge(
                XmlOut.payloadB("oadrResponse")
                        .response(ResponseCode.OK, "OK", "")
                        .leaf("ei:venID", current.venId())
                        .bytes(),
                now);
        former = current;
        session = null;
        synchronise(registerNow(now), now);
    }

    /** Sends what needs no answer; many VTNs answer it with nothing, which is no failure. */
    private void acknowledge(byte[] payload, Instant now) {
        try {
            channel.tell(REGISTER, payload, now);
        } catch (RefusedPayload | VtnRefused e) {
            listener.noted(now, "Our acknowledgement got no proper answer: " + e.getMessage());
        }
    }

    private void end(String why) {
        EventBook book = book();
        if (book != null) {
            book.clear(Withdrawal.REGISTRATION_ENDED);
        }
        reports.clear();
        session = null;
        former = null;
        kept = null;
        synchronised = false;
        ended = true;
        listener.registrationEnded(why);
    }

    private Session needSession() {
        if (session == null) {
            throw new IllegalStateException(
                    "There is no registration with the VTN yet; step first, or register again.");
        }
        return session;
    }

    @Override
    public String createOpt(OptSchedule schedule, Instant now) {
        return locked(() -> {
            Opts.Head head = optHead(needSession(), now);
            return opt(Opts.create(head, schedule), head.optId(), now);
        });
    }

    @Override
    public String createOpt(
            String eventId,
            OptType opt,
            OptReason reason,
            @Nullable String resourceId,
            Instant now) {
        return locked(() -> {
            Session current = needSession();
            LegacyEvent event = current.events().event(eventId);
            if (event == null) {
                throw new IllegalArgumentException("No event '%s' is in force.".formatted(eventId));
            }
            Opts.Head head = optHead(current, now);
            return opt(
                    Opts.createForEvent(head, event, opt, reason, resourceId), head.optId(), now);
        });
    }

    private Opts.Head optHead(Session current, Instant now) {
        return new Opts.Head(channel.newId(), channel.newId(), current.venId(), now);
    }

    private String opt(byte[] payload, String optId, Instant now) {
        Opts.check(channel.post(OPT, payload, now), optId);
        return optId;
    }

    @Override
    public void cancelOpt(String optId, Instant now) {
        locked(() -> opt(Opts.cancel(channel.newId(), optId, needSession().venId()), optId, now));
    }

    @Override
    public void deregister(Instant now) {
        locked(() -> {
            Registration registration = needSession().registration();
            Tag answer =
                    channel.post(
                            REGISTER, RegisterParty.cancel(channel.newId(), registration), now);
            Responses.check(
                    answer.child(Names.EI, "eiResponse"),
                    "the end of registration " + registration.registrationId());
            end("We ended registration %s.".formatted(registration.registrationId()));
            return registration;
        });
    }

    @Override
    public void register() {
        locked(() -> {
            ended = false;
            backOff.succeeded();
            return backOff;
        });
    }

    @Override
    public boolean answer(String eventId, EventAnswer answer) {
        return locked(() -> session != null && session.events().change(eventId, answer));
    }

    @Override
    public Collection<LegacyEvent> events() {
        return view.events();
    }

    @Override
    public Optional<Registration> registration() {
        return Optional.ofNullable(view.registration());
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

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            EventBook book = book();
            view =
                    new View(
                            book == null ? List.of() : book.events(),
                            session == null ? null : session.registration(),
                            lastHeardAt,
                            channel.clockAhead(),
                            trouble);
            lock.unlock();
        }
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
