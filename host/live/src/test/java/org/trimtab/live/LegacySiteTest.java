package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole live site that follows a VTN of 2.0b over HTTP. Its one miner and its meter are never there. */
class LegacySiteTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    private Path siteFile(SmallVtn vtn) throws Exception {
        return Files.writeString(
                folder.resolve("site.yaml"),
                """
                site: west-1
                meters:
                  - id: main
                    kind: sunspec
                    address: 127.0.0.1:1
                    unit: 1
                    every: 1 s
                devices:
                  - group: lux
                    family: luxos
                    model: Antminer S21
                    running: 3500 W
                    hashrate: 200 TH/s
                    addresses: [127.0.0.1-127.0.0.1:2]
                mining:
                  hashprice: 60 $/PH/s/day
                  pool-fee: 1 %
                  power-usage-effectiveness: 1.03
                  adders: 2 $/MWh
                  hysteresis: 5 $/MWh
                  min-off: 10 m
                  min-on: 20 m
                program:
                  name: Emergency response
                  baseline: meter-before-meter-after
                  baseline-window: 5 s
                  interval: 5 s
                  deliver-within: 30 s
                  availability: 5.15 $/MW/h
                  energy: 100 $/MWh
                  pass-ratio: 95 %
                openadr:
                  vtns:
                    - name: utility
                      profile: 2.0b
                      url: URL
                      poll: 1 s
                      simple:
                        1: at most 1 kW
                """
                        .replace("URL", vtn.address().toString()));
    }

    private static List<String> asked(LiveSite site) {
        return site.events().stream()
                .map(event -> event.source() + " " + event.state() + " " + event.from())
                .collect(Collectors.toList());
    }

    private static void await(LiveSite site, SmallVtn vtn, BooleanSupplier seen) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        asked(site) + "\n" + vtn.answers + "\n" + site.status().alarms());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void shouldOweWhatTheVtnAsksAndAnswerWhatTheSiteDoes() throws Exception {
        Instant later =
                InstantSource.system()
                        .instant()
                        .plus(2, ChronoUnit.HOURS)
                        .truncatedTo(ChronoUnit.SECONDS);
        String ours = "openadr:utility ";
        try (SmallVtn vtn = new SmallVtn()) {
            vtn.events.put("e1", SmallVtn.event("e1", 0, later, "SIMPLE/level", "1"));
            LiveSettings settings =
                    new LiveSettings(siteFile(vtn), folder.resolve("data"), "test build");
            try (LiveSite site = LiveSite.open(settings)) {
                await(site, vtn, () -> asked(site).contains(ours + "PENDING " + later));
                await(site, vtn, () -> vtn.answers.contains("e1 optIn"));
                Instant moved = later.plusSeconds(600);
                vtn.send("e1", SmallVtn.event("e1", 1, moved, "SIMPLE/level", "1"));
                await(site, vtn, () -> asked(site).contains(ours + "PENDING " + moved));
                await(site, vtn, () -> asked(site).contains(ours + "WITHDRAWN " + later));
                // by hand: the VTN is told
                String id = site.events().getFirst().id();
                assertThat(site.cancel(id)).isNotNull();
                await(site, vtn, () -> vtn.answers.getLast().equals("e1 optOut"));
                // more than the site can draw: taken by its words, then declined
                vtn.send("e2", SmallVtn.event("e2", 0, later, "LOAD_DISPATCH/setpoint", "99000"));
                await(site, vtn, () -> vtn.answers.getLast().equals("e2 optOut"));
                assertThat(vtn.answers).contains("e2 optIn");
                vtn.send(
                        "e3",
                        SmallVtn.event("e3", 0, moved.plusSeconds(7200), "SIMPLE/level", "1"));
                await(site, vtn, () -> asked(site).getFirst().startsWith(ours + "PENDING"));
            }
            vtn.answers.clear();
            try (LiveSite site = LiveSite.open(settings)) { // a restart asks nothing twice
                await(site, vtn, () -> vtn.answers.contains("e3 optIn"));
                await(site, vtn, () -> vtn.answers.contains("e2 optOut"));
                vtn.cancel("e3");
                await(site, vtn, () -> asked(site).getFirst().startsWith(ours + "WITHDRAWN"));
                assertThat(asked(site).stream().filter(one -> one.contains("PENDING"))).isEmpty();
                await(site, vtn, () -> !vtn.reports.isEmpty());
                assertThat(vtn.reports.getFirst()).contains("No Quality - No Value");
            }
        }
    }
}
