package org.trimtab.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.live.SiteDesk.Wanted;
import org.trimtab.quantity.QuantityFormat;

/** Serves a made-up site, to look at the dashboard: {@code DashboardDemo PORT idle|event|after|lost [TOKEN]}. */
final class DashboardDemo {
    private DashboardDemo() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        String scene = args[1];
        ScriptedDesk desk = new ScriptedDesk(1_000, InstantSource.system());
        String token = args.length > 2 ? args[2] : null;
        try (SiteServer server =
                SiteServer.start(desk, new ServerSettings("127.0.0.1", port, token))) {
            Instant start = Instant.now();
            play(desk, scene, start);
            for (long ms = 600_000; ms > 0; ms -= 500) {
                desk.emit(start.minusMillis(ms));
            }
            System.err.println(server.url());
            while (true) {
                desk.emit(Instant.now());
                LockSupport.parkNanos(500_000_000L);
            }
        }
    }

    private static void play(ScriptedDesk desk, String scene, Instant start) {
        switch (scene) {
            case "event" -> ask(desk, start.minusSeconds(100), Duration.ofMinutes(10));
            case "begin" -> ask(desk, start.plusSeconds(5), Duration.ofMinutes(2));
            case "after" -> {
                ask(desk, start.minusSeconds(470), Duration.ofMinutes(5));
                desk.loseMeter(start.minusSeconds(300), start.minusSeconds(270));
            }
            case "lost" -> {
                ask(desk, start.minusSeconds(100), Duration.ofMinutes(10));
                desk.loseMeter(start.minusSeconds(12), start.plusSeconds(600));
            }
            default -> desk.alarms = List.of();
        }
    }

    private static void ask(ScriptedDesk desk, Instant at, Duration length) {
        desk.instruct(
                new Ask(
                        "grid-2026-07-14-01",
                        "operator",
                        "ers",
                        new Wanted.AtMost(QuantityFormat.parsePower("1.08 MW")),
                        null,
                        length,
                        "{}",
                        at));
    }
}
