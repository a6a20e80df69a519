package org.trimtab.openadr.ven;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A VEN of OpenADR 3 at one VTN: follows it, is told by it, reports to it. */
public final class VtnLink implements Link {
    /** Reports can be asked for every two seconds, so they are looked for this often. */
    private static final long REPORT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final VenSettings settings;
    private final VenClient client;
    private final VenNotes notes;
    private final VtnFollower follower;
    private final HintKeeper hints;
    private final Reporter reporter;
    private final InstantSource clock;
    private final Thread reports;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A link, not yet started.
     *
     * @param changed is run after what is known has changed
     */
    public VtnLink(VenSettings settings, Surroundings with, Runnable changed) {
        this.settings = settings;
        this.clock = with.clock();
        this.notes = with.notes();
        client = new VenClient(settings.vtn(), with.clock());
        follower =
                new VtnFollower(settings, client, with.notes(), with.clock(), changed, with.said());
        String bearer = bearer(settings);
        WebhookDoor door = with.door();
        VenSettings.Webhook webhook = settings.webhook();
        if (webhook != null && door != null) {
            door.listen(webhook.url().getPath(), bearer, follower::notified);
        }
        Consumer<String> secretTold =
                secret -> {
                    if (webhook != null && door != null) {
                        door.signed(webhook.url().getPath(), secret);
                    }
                };
        hints = new HintKeeper(settings, client, follower, bearer, secretTold, with.said());
        reporter =
                new Reporter(client, with.notes(), with.measures(), with.said(), with.reported());
        reports =
                Thread.ofVirtual()
                        .name("openadr-reports-" + settings.vtn().name())
                        .unstarted(this::report);
    }

    private static @Nullable String bearer(VenSettings settings) {
        VenSettings.Webhook webhook = settings.webhook();
        if (webhook == null) {
            return null;
        }
        String given = webhook.bearer();
        if (given != null) {
            return given;
        }
        byte[] fresh = new byte[24];
        new SecureRandom().nextBytes(fresh);
        return HexFormat.of().formatHex(fresh);
    }

    @Override
    public void start() {
        follower.start();
        hints.start();
        if (settings.reports()) {
            reports.start();
        }
    }

    @Override
    public String name() {
        return settings.vtn().name();
    }

    @Override
    public URI address() {
        return settings.vtn().base();
    }

    @Override
    public VtnFollower.State state() {
        return follower.state();
    }

    @Override
    public Agenda agenda(Instant from, Instant until) {
        VtnFollower.State state = follower.state();
        return Agenda.of(
                state.events(),
                state.programs(),
                settings.meanings(),
                new Agenda.Window(from, until),
                notes);
    }

    @Override
    public void poll() {
        follower.poll();
    }

    private void report() {
        while (!closed.get() && !Thread.currentThread().isInterrupted()) {
            reporter.report(follower.state().events(), clock.instant());
            LockSupport.parkNanos(REPORT_EVERY_NANOS);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            reports.interrupt();
            hints.close();
            follower.close();
        }
    }
}
