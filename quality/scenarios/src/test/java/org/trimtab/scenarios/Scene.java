package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trimtab.live.EventView;
import org.trimtab.live.LiveSettings;
import org.trimtab.live.LiveSite;
import org.trimtab.live.SiteStatus;
import org.trimtab.server.ServerSettings;
import org.trimtab.server.SiteServer;
import org.trimtab.store.evidence.EvidenceBundle;
import org.trimtab.store.journal.Replay;
import org.trimtab.virtual.DeviceTruth;
import tools.jackson.databind.JsonNode;

/** A mine with its live site and server in this process. Waits by condition; a wait that fails says what it saw. */
final class Scene implements AutoCloseable {
    static final int MACHINES = 40;

    /** Generous: only a defect takes longer. */
    static final Duration LONG = Duration.ofMinutes(3);

    final Mine mine;
    final LiveSite site;
    final SiteApi api;
    private final SiteServer server;
    private final Map<String, String> firstPools;

    private Scene(Mine mine, LiveSite site, SiteServer server) {
        this.mine = mine;
        this.site = site;
        this.server = server;
        this.api = new SiteApi(server.url());
        this.firstPools = pools(mine);
    }

    static Scene open(Path folder, int block, Mine.Temper temper) throws IOException {
        Mine mine = Mine.start(MACHINES, 11, block, temper);
        Path file = Files.writeString(folder.resolve("site.yaml"), SiteText.of(mine));
        LiveSite site =
                LiveSite.open(new LiveSettings(file, folder.resolve("data"), "scenario build"));
        Scene scene = new Scene(mine, site, SiteServer.start(site, ServerSettings.loopback(0)));
        scene.awaitReady();
        return scene;
    }

    /** Waits until the devices are read and the meter has covered a baseline window. */
    private void awaitReady() {
        await("ready", () -> site.status().state().equals("READY"));
        java.time.Instant since = site.now();
        await("a baseline window metered", () -> site.now().isAfter(since.plusSeconds(6)));
        assertThat(site.status().meterQuality()).isEqualTo("GOOD");
    }

    void await(String what, Until.Question question) {
        if (!Until.soon(LONG, question)) {
            throw new AssertionError(
                    "never came to be: " + what + "\n" + site.status() + "\n" + site.events());
        }
    }

    long meteredW() {
        SiteStatus status = site.status();
        assertThat(status.meterQuality()).isEqualTo("GOOD");
        Long metered = status.meteredW();
        assertThat(metered).isNotNull();
        return metered;
    }

    JsonNode instruct(String id, long limitW, Duration length) throws IOException {
        SiteApi.Answer answer = api.instruct(id, limitW, length);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body();
    }

    EventView event(String id) {
        EventView event = site.event(id);
        assertThat(event).as("event %s", id).isNotNull();
        return event;
    }

    void awaitState(String id, String state) {
        await(id + " " + state, () -> event(id).state().equals(state));
    }

    void awaitEvidence(String id) {
        awaitState(id, "COMPLETED");
        await("evidence of " + id, () -> event(id).evidenceReady());
    }

    /** Names of devices the site calls asleep. */
    Set<String> calledAsleep() {
        return site.devices().stream()
                .filter(device -> device.phase().equals("CURTAILED"))
                .map(device -> device.address())
                .collect(Collectors.toSet());
    }

    /** Machines that draw more than half while the site calls them asleep. */
    List<String> falselyAsleep() {
        Set<String> asleep = calledAsleep();
        return mine.truth().stream()
                .filter(Mine::isDrawing)
                .map(truth -> truth.device().endpoint().toString())
                .filter(asleep::contains)
                .toList();
    }

    void assertEvidenceIsValid(String id) throws IOException {
        Path bundle = site.evidence(id);
        assertThat(bundle).as("evidence of %s", id).isNotNull();
        assertThat(EvidenceBundle.verify(bundle, null).findings()).isEmpty();
    }

    void assertReplaysIdentically() throws IOException {
        Replay.Report report = Replay.run(site.journal(), (_, _) -> {});
        assertThat(report.steps()).isPositive();
        assertThat(report.difference()).isNull();
    }

    /** Every machine works again as it did, for the pools it had. */
    void assertAsBefore() {
        await(
                "every machine at work in truth",
                () -> mine.truth().stream().allMatch(t -> !t.asleep() && Mine.isDrawing(t)));
        for (DeviceTruth truth : mine.truth()) {
            assertThat(truth.mode())
                    .as("mode of %s", truth.device().name())
                    .isEqualTo(Mine.firstMode(truth.device()));
        }
        assertThat(pools(mine)).isEqualTo(firstPools);
        assertThat(mine.truth()).noneMatch(DeviceTruth::poolsChanged);
    }

    private static Map<String, String> pools(Mine mine) {
        Map<String, String> pools = new HashMap<>();
        mine.truth().forEach(truth -> pools.put(truth.device().name(), truth.pools()));
        return pools;
    }

    @Override
    public void close() {
        api.close();
        server.close();
        site.close();
        mine.close();
    }
}
