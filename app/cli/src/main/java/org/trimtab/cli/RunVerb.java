package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.LiveSettings;
import org.trimtab.live.LiveSite;
import org.trimtab.server.ServerSettings;
import org.trimtab.server.SiteServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description =
                "Runs a site: reads its devices and meters, takes instructions, serves the API and the"
                        + " dashboard. Ends on Ctrl-C; what it put to sleep is remembered and restored"
                        + " by the next run.")
final class RunVerb implements Callable<Integer> {
    @Parameters(paramLabel = "SITE.yaml", description = "The site file.")
    Path siteFile = Path.of("site.yaml");

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "7070",
            description =
                    "Port of the API and the dashboard (default: ${DEFAULT-VALUE}; 0 for a free one).")
    int port;

    @Option(
            names = "--address",
            paramLabel = "A",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}); any other needs --token-env.")
    String address = "";

    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the bearer token callers must show.")
    @Nullable String tokenEnv;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where journal and evidence are kept (default: data beside the site file).")
    @Nullable Path data;

    @Mixin VaultAt vault = new VaultAt();

    @Option(
            names = "--readings",
            description =
                    "Also keep readings rolled up in the data folder, for trimtab readings; the"
                            + " journal has them either way.")
    boolean readings;

    @Option(names = "--json", description = "Print one JSON object when ready.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ServerSettings settings = new ServerSettings(address, port, token());
        Path folder = data == null ? siteFile.toAbsolutePath().resolveSibling("data") : data;
        LiveSite site =
                LiveSite.open(
                        new LiveSettings(
                                siteFile, folder, Main.BUILD, vault.place(siteFile), readings));
        SiteServer server;
        try {
            server = SiteServer.start(site, settings);
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.close();
                            site.close();
                        }));
        announce(site, server);
        waitForever();
        return 0;
    }

    private void announce(LiveSite site, SiteServer server) {
        PrintWriter err = Terminal.err(spec);
        String note = site.recoveryNote();
        if (note != null) {
            err.println("trimtab: " + note);
            err.flush();
        }
        var definition = site.definition();
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(
                    out,
                    Map.of(
                            "site", definition.site().id().value(),
                            "devices", definition.site().devices().size(),
                            "url", server.url(),
                            "journal", site.journal().toString()));
        } else {
            out.printf(
                    "Site %s with %d devices runs at %s; journal in %s%n",
                    definition.site().id(),
                    definition.site().devices().size(),
                    server.url(),
                    site.journal());
            out.flush();
        }
    }

    private @Nullable String token() {
        return tokenEnv == null ? null : Terminal.token(tokenEnv);
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
