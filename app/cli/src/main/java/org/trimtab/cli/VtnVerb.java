package org.trimtab.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.Vtn;
import org.trimtab.openadr.vtn.VtnSettings;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.rest.ApiSettings;
import org.trimtab.openadr.vtn.rest.Choices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "vtn",
        description = "Runs an OpenADR 3.1.0 server (VTN), or speaks to one that runs.")
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
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
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
            names = "--client",
            paramLabel = "ID:SECRET:ROLE",
            description = "A client and its secret; ROLE is bl or ven. May be given several times.")
    List<String> clients = new ArrayList<>();

    @Mixin VtnPushOptions telling = new VtnPushOptions();

    @Option(names = "--json", description = "Print one JSON object when running.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        VtnSettings settings =
                new VtnSettings(
                        db,
                        clients.stream().map(ClientSecret::parse).toList(),
                        new ApiSettings(port, bind, telling.tls(), null, null, Choices.USUAL),
                        telling.push());
        Vtn vtn = Vtn.start(settings, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(vtn::close, "vtn-stop"));
        announce(vtn);
        telling.announce(vtn);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void announce(Vtn vtn) {
        PrintWriter out = Terminal.out(spec);
        String token = vtn.baseUrl() + "/auth/token";
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("base_url", vtn.baseUrl());
            object.put("token_url", token);
            object.put("port", vtn.port());
            List<Map<String, String>> made = new ArrayList<>();
            for (ClientSecret client : vtn.made()) {
                made.add(
                        Map.of(
                                "client_id", client.id(),
                                "client_secret", client.secret(),
                                "role", client.role().name().toLowerCase(java.util.Locale.ROOT)));
            }
            object.put("clients_made", made);
            Json.print(out, object);
        } else {
            out.println("base URL " + vtn.baseUrl());
            out.println("token URL " + token);
            for (ClientSecret client : vtn.made()) {
                out.println(
                        "client "
                                + client.id()
                                + ":"
                                + client.secret()
                                + ":"
                                + client.role().name().toLowerCase(java.util.Locale.ROOT)
                                + "   (made now; shown this once)");
            }
            out.flush();
        }
    }
}
