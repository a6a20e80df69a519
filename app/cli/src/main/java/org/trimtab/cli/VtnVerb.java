package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.Vtn;
import org.trimtab.openadr.vtn.VtnSettings;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.push.LocalAnnouncement;
import org.trimtab.openadr.vtn.push.VtnTls;
import org.trimtab.openadr.vtn.rest.ApiSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "vtn",
        synopsisSubcommandLabel = "[program|event|ven|deliver|letters …]",
        description = {
            "Runs an OpenADR 3.1.0 server (VTN) until it is stopped; with a word after it, speaks"
                    + " to one that runs, as whoever runs the program.",
            "",
            "Examples:",
            "  trimtab vtn --client utility:SECRET:bl --client mine-1:SECRET:ven",
            "  trimtab vtn program create winter --vtn URL --id utility --secret-env VTN_SECRET",
            "  trimtab vtn event create --program winter --limit \"5 MW\" --start now --duration"
                    + " PT1H …",
            "  trimtab vtn deliver EVENT …",
            "  trimtab vtn letters list …"
        },
        subcommands = {
            VtnProgramVerb.class,
            VtnEventVerb.class,
            VtnVenVerb.class,
            VtnDeliverVerb.class,
            VtnLettersVerb.class
        })
final class VtnVerb implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8081",
            description = "Port to listen on; 0 picks a free one (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
    String bind = "";

    @Option(
            names = "--db",
            paramLabel = "FILE|URL",
            defaultValue = "vtn.db",
            description =
                    "An SQLite file, or jdbc:postgresql://HOST/NAME?user=USER&password=SECRET"
                            + " (default: ${DEFAULT-VALUE}).")
    String db = "";

    @Option(
            names = "--secret-key",
            paramLabel = "FILE",
            description =
                    "The key that secrets in the database are sealed with (default: the SQLite file's"
                            + " name and .key, made when it is not there; none on PostgreSQL).")
    @Nullable Path secretKey;

    @Option(
            names = "--client",
            paramLabel = "ID:SECRET:ROLE",
            description = {
                "A client and its secret; ROLE is bl or ven. May be repeated. When none is given"
                        + " and the database knows none, one of each is made and printed once."
            })
    List<String> clients = new ArrayList<>();

    @Option(
            names = "--tls",
            arity = "2",
            paramLabel = "CERT.pem KEY.pem",
            description = "Serve HTTPS with this certificate and key.")
    List<Path> tls = List.of();

    @Option(
            names = "--client-ca",
            paramLabel = "PEM",
            description =
                    "Authorities of client certificates; a token got with one is bound to it (RFC"
                            + " 8705).")
    @Nullable Path clientAuthority;

    @Option(
            names = "--client-cert-required",
            description = "Turn away clients without a certificate.")
    boolean clientsMust;

    @Option(
            names = "--mdns",
            paramLabel = "NAME",
            description = "Announce this VTN on the local network under this name.")
    @Nullable String mdns;

    @Option(names = "--json", description = "Print one JSON object when running.")
    boolean json;

    @Mixin VtnNotifyOptions notify = new VtnNotifyOptions();

    @Mixin VtnChoiceOptions choices = new VtnChoiceOptions();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        VtnTls certificates =
                tls.isEmpty()
                        ? null
                        : new VtnTls(tls.getFirst(), tls.getLast(), clientAuthority, clientsMust);
        Vtn vtn =
                Vtn.start(
                        new VtnSettings(
                                db,
                                secretKey,
                                clients.stream().map(ClientSecret::parse).toList(),
                                new ApiSettings(
                                        port,
                                        bind,
                                        certificates == null ? null : certificates.server(),
                                        choices.publicUrl,
                                        choices.outside(),
                                        choices.choices()),
                                notify.settings()),
                        Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(vtn::close, "vtn-stop"));
        LocalAnnouncement announcement = mdns == null ? null : announced(mdns, vtn);
        announce(vtn);
        warnOfPlainHttp();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (announcement != null) {
            announcement.close();
        }
        return 0;
    }

    private void warnOfPlainHttp() throws IOException {
        boolean proxied = choices.publicUrl != null && choices.publicUrl.startsWith("https://");
        if (tls.isEmpty() && !proxied && !InetAddress.getByName(bind).isLoopbackAddress()) {
            PrintWriter err = Terminal.err(spec);
            err.println(
                    "trimtab: secrets and tokens cross the network in plain text here; OpenADR asks"
                            + " for HTTPS: --tls CERT.pem KEY.pem, or --public-url of a proxy that has"
                            + " it");
            err.flush();
        }
    }

    private LocalAnnouncement announced(String name, Vtn vtn) throws IOException {
        InetAddress on = InetAddress.getByName(bind);
        InetAddress network = on.isAnyLocalAddress() ? InetAddress.getLocalHost() : on;
        String host = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return LocalAnnouncement.begin(
                network,
                new LocalAnnouncement.Service(
                        name,
                        host,
                        vtn.port(),
                        !tls.isEmpty(),
                        "openadr3/3.1.0",
                        vtn.programNames(),
                        true,
                        "https://www.openadr.org/openadr-3-0"));
    }

    private void announce(Vtn vtn) {
        PrintWriter out = Terminal.out(spec);
        String token = vtn.tokenUrl();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("base_url", vtn.baseUrl());
            object.put("token_url", token);
            object.put("port", vtn.port());
            List<Map<String, String>> made = new ArrayList<>();
            for (ClientSecret client : vtn.made()) {
                Map<String, String> one = new LinkedHashMap<>();
                one.put("client_id", client.id());
                one.put("client_secret", client.secret());
                one.put("role", role(client));
                made.add(one);
            }
            object.put("clients_made", made);
            Json.print(out, object);
            return;
        }
        out.println("base URL " + vtn.baseUrl());
        out.println("token URL " + token);
        for (ClientSecret client : vtn.made()) {
            out.println("client " + client.id() + ":" + client.secret() + ":" + role(client));
        }
        if (!vtn.made().isEmpty()) {
            out.println("These clients were made now; their secrets are not shown again.");
        }
        out.flush();
    }

    private static String role(ClientSecret client) {
        return client.role().name().toLowerCase(Locale.ROOT);
    }
}
