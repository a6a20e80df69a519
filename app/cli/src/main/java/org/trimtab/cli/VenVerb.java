package org.trimtab.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.ven.Link;
import org.trimtab.openadr.ven.Meanings;
import org.trimtab.openadr.ven.Measures;
import org.trimtab.openadr.ven.VenNotes;
import org.trimtab.openadr.ven.VenSettings;
import org.trimtab.openadr.ven.VtnAddress;
import org.trimtab.openadr.ven.VtnFollower;
import org.trimtab.openadr.ven.VtnLink;
import org.trimtab.openadr.ven.WebhookDoor;
import org.trimtab.quantity.Power;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ven",
        description = {
            "Follows an OpenADR server (VTN) without a site: prints what its events ask and when.",
            "",
            "With --dry-run it asks once and prints the time line a site would follow. Without, it"
                    + " polls, takes webhooks and broker messages, prints what changes, and reports as"
                    + " the events ask. A site with an openadr block in its file does the same and acts.",
            "",
            "Examples:",
            "  trimtab ven --vtn http://127.0.0.1:8081/openadr3/3.1.0 --id v1 --secret s --dry-run",
            "  trimtab ven --vtn URL --id v1 --secret-env VEN_SECRET --mqtt --report --level \"2 MW\"",
            "  trimtab ven --profile 2.0b --vtn https://vtn.example --name west-1"
                    + " --tls-cert ven.pem --tls-key ven.key --tls-ca vtn-ca.pem --dry-run"
        })
final class VenVerb implements Callable<Integer> {
    private static final Duration BACK = Duration.ofHours(1);

    @Option(
            names = "--vtn",
            paramLabel = "URL",
            required = true,
            description = "Base URL of the VTN, such as https://vtn.example/openadr3/3.1.0.")
    URI vtn = URI.create("http://127.0.0.1:8081/openadr3/3.1.0");

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Client id (default: none; a public VTN asks for none).")
    @Nullable String id;

    @Option(names = "--secret", paramLabel = "SECRET", description = "Client secret.")
    @Nullable String secret;

    @Option(
            names = "--secret-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the client secret.")
    @Nullable String secretEnv;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name this VEN goes by (default: the client id).")
    @Nullable String name;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description =
                    "Also ask for what is targeted at this; may be repeated (default: what is granted).")
    List<String> targets = List.of();

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description = "Follow only this program; may be repeated.")
    List<String> programs = List.of();

    @Option(names = "--old", description = "The VTN speaks OpenADR 3.0.1.")
    boolean old;

    @Mixin VenProfileOptions profile = new VenProfileOptions();

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Time between polls (default: ${DEFAULT-VALUE}).")
    int pollSeconds;

    @Option(
            names = "--webhook",
            paramLabel = "PORT",
            description = "Listen for webhooks on this port of the loopback (0 for a free one).")
    @Nullable Integer webhookPort;

    @Option(
            names = "--webhook-url",
            paramLabel = "URL",
            description = "Where the VTN reaches that port (default: http://127.0.0.1:PORT/NAME).")
    @Nullable URI webhookUrl;

    @Option(names = "--mqtt", description = "Listen on the VTN's broker.")
    boolean mqtt;

    @Option(names = "--report", description = "Report as the events ask.")
    boolean report;

    @Option(
            names = "--level",
            paramLabel = "POWER",
            description = "The level to report, such as \"2 MW\" (default: none is known).")
    @Nullable Power level;

    @Option(
            names = "--notes",
            paramLabel = "FILE",
            description = "Where random starts and reports made are remembered (default: nowhere).")
    @Nullable Path notesFile;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Stop after this time, such as 30s (default: on Ctrl-C).")
    @Nullable Duration length;

    @Option(
            names = "--ahead",
            paramLabel = "DURATION",
            defaultValue = "24 h",
            description = "How far the time line looks ahead (default: ${DEFAULT-VALUE}).")
    Duration ahead = Duration.ofHours(24);

    @Option(names = "--dry-run", description = "Ask once, print the time line, and end.")
    boolean dryRun;

    @Option(
            names = "--json",
            description = "Print one JSON object; without --dry-run one on each line.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        VenPrinter printer = new VenPrinter(Terminal.out(spec), json, clock);
        VenNotes notes =
                notesFile == null
                        ? VenNotes.inMemory(System.nanoTime())
                        : VenNotes.in(notesFile, System.nanoTime());
        profile.check(spec);
        try (WebhookDoor door = door()) {
            Link.Surroundings with =
                    new Link.Surroundings(
                            notes,
                            clock,
                            level == null ? Measures.NONE : new SteadyLevel(venName(), level),
                            door,
                            dryRun ? _ -> {} : printer::said,
                            dryRun ? _ -> {} : printer::said);
            return dryRun ? once(door, with, printer) : follow(door, with, printer);
        }
    }

    private Link link(@Nullable WebhookDoor door, Link.Surroundings with, Runnable changed) {
        return profile.isLegacy()
                ? profile.link(
                        new VenProfileOptions.Site(vtn, venName(), dryRun, report, pollSeconds),
                        with,
                        changed)
                : new VtnLink(settings(door), with, changed);
    }

    private int once(@Nullable WebhookDoor door, Link.Surroundings with, VenPrinter printer) {
        try (Link link = link(door, with, () -> {})) {
            link.poll();
            VtnFollower.State state = link.state();
            if (state.trouble() != null) {
                throw Fault.unreachable(state.trouble());
            }
            Instant now = clock.instant();
            printer.timeline(
                    link.address(), state, link.agenda(now.minus(BACK), now.plus(ahead)), now);
            return 0;
        }
    }

    private int follow(@Nullable WebhookDoor door, Link.Surroundings with, VenPrinter printer) {
        CountDownLatch over = new CountDownLatch(1);
        Link[] link = new Link[1];
        link[0] =
                link(
                        door,
                        with,
                        () -> {
                            Instant now = clock.instant();
                            printer.changed(
                                    link[0].state(),
                                    link[0].agenda(now.minus(BACK), now.plus(ahead)));
                        });
        Thread hook = new Thread(link[0]::close, "ven-end");
        Runtime.getRuntime().addShutdownHook(hook);
        link[0].start();
        try {
            if (length == null) {
                over.await();
            } else {
                var _ = over.await(length.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link[0].close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending this very moment.
        }
        return 0;
    }

    private @Nullable WebhookDoor door() throws IOException {
        return webhookPort == null || dryRun
                ? null
                : new WebhookDoor(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), webhookPort));
    }

    private VenSettings settings(@Nullable WebhookDoor door) {
        if (secret != null && secretEnv != null) {
            throw Fault.badInput("give --secret or --secret-env, not both");
        }
        if (id != null && secret == null && secretEnv == null) {
            throw Fault.badInput("--id goes with --secret or --secret-env");
        }
        String proof = secretEnv == null ? secret : Terminal.token(secretEnv);
        VtnAddress address =
                new VtnAddress(
                        venName(),
                        vtn,
                        id,
                        proof,
                        null,
                        venName(),
                        targets,
                        new LinkedHashSet<>(programs),
                        old || profile.isOld(),
                        profile.tls());
        VenSettings.Webhook webhook =
                door == null
                        ? null
                        : new VenSettings.Webhook(
                                webhookUrl == null
                                        ? URI.create(
                                                "http://127.0.0.1:"
                                                        + door.port()
                                                        + "/"
                                                        + Terminal.pathPart(venName()))
                                        : webhookUrl,
                                null);
        return new VenSettings(
                address,
                Meanings.NONE,
                Duration.ofSeconds(pollSeconds),
                webhook,
                mqtt,
                report,
                System.nanoTime());
    }

    private String venName() {
        return name != null ? name : id != null ? id : "trimtab-ven";
    }

    /** A level a person gave, for reports without a site. */
    private record SteadyLevel(String resource, Power level) implements Measures {
        @Override
        public Figure figure(Kind kind, Instant from, Instant until) {
            return kind == Kind.LEVEL || kind == Kind.PEAK
                    ? new Figure(java.math.BigDecimal.valueOf(level.watts()), "ESTIMATED")
                    : Figure.MISSING;
        }

        @Override
        public String operatingState() {
            return "NORMAL";
        }
    }
}
