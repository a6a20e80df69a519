package org.trimtab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Labels;
import org.trimtab.resource.Timing;
import org.trimtab.store.registry.AddressRange;

class SelectorTest {
    private static final List<Device> SITE =
            List.of(
                    device("a-1", "luxos S21", "10.0.4.1", new Labels("r1", Set.of("hydro"))),
                    device("a-2", "luxos S21", "10.0.4.2", new Labels("r2", Set.of())),
                    device("b-1", "antminer T21", "10.0.5.1", new Labels("r1", Set.of("hydro"))),
                    device("b-2", "antminer T21", "10.0.5.2", new Labels(null, Set.of("old"))));

    private static Device device(String id, String what, String host, Labels labels) {
        String[] parts = what.split(" ");
        return new Device(
                new DeviceId(id),
                parts[0],
                "Antminer " + parts[1],
                new Endpoint(host, 4028),
                null,
                Power.ofWatts(3_500),
                Power.ofWatts(25),
                new HashRate(200_000_000),
                new Envelope(Duration.ZERO, Duration.ZERO, false),
                new Timing(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                Set.of(Capability.CURTAIL),
                labels);
    }

    private static Selector by(String kind, String... values) {
        return new Selector(
                kind.equals("all"),
                kind.equals("family") ? List.of(values) : List.of(),
                kind.equals("model") ? List.of(values) : List.of(),
                kind.equals("rack") ? List.of(values) : List.of(),
                kind.equals("tag") ? List.of(values) : List.of(),
                kind.equals("address")
                        ? List.of(values).stream().map(AddressRange::parseWithBlocks).toList()
                        : List.of(),
                kind.equals("device") ? List.of(values) : List.of());
    }

    private static List<String> chosen(Selector selector) {
        return selector.of(SITE).stream().map(device -> device.id().value()).toList();
    }

    @Test
    void shouldChooseByEachKind() {
        assertThat(chosen(by("all"))).hasSize(4);
        assertThat(chosen(by("family", "luxos"))).containsExactly("a-1", "a-2");
        assertThat(chosen(by("model", "t21"))).containsExactly("b-1", "b-2");
        assertThat(chosen(by("rack", "r1", "r2"))).containsExactly("a-1", "a-2", "b-1");
        assertThat(chosen(by("tag", "hydro", "old"))).containsExactly("a-1", "b-1", "b-2");
        assertThat(chosen(by("address", "10.0.4.0/24"))).containsExactly("a-1", "a-2");
        assertThat(chosen(by("address", "10.0.4.2-10.0.5.1"))).containsExactly("a-2", "b-1");
        assertThat(chosen(by("device", "b-2"))).containsExactly("b-2");
    }

    @Test
    void shouldNarrowWhenKindsAreCombined() {
        Selector both =
                new Selector(
                        false,
                        List.of("antminer"),
                        List.of(),
                        List.of("r1"),
                        List.of(),
                        List.of(),
                        List.of());

        assertThat(chosen(both)).containsExactly("b-1");
    }

    @Test
    void shouldNameTheNearestWhenANameIsNotThere() {
        assertRefused(by("family", "luxso"), "no family \"luxso\"", "did you mean \"luxos\"");
        assertRefused(by("rack", "r9"), "no rack \"r9\"", "r1");
        assertRefused(by("tag", "hydra"), "did you mean \"hydro\"");
        assertRefused(by("device", "a-3"), "no device \"a-3\"");
        assertRefused(by("address", "10.9.0.0/16"), "10.9.0.0/16");
        assertRefused(by("none"), "--all", "--rack");
    }

    @Test
    void shouldRefuseABlockThatIsNone() {
        assertThatThrownBy(() -> by("address", "10.0.4.0/33"))
                .hasMessageContainingAll("10.0.4.0/33", "32 bits");
        assertThatThrownBy(() -> by("address", "10.0.4/24")).hasMessageContaining("10.0.4/24");
        assertThatThrownBy(() -> by("address", "10.0.4.300")).hasMessageContaining("above 255");
    }

    @Test
    void shouldCountEveryAddressOfTargetsOnce() {
        ScanTargets targets =
                ScanTargets.parse(List.of("10.0.0.4/30", "10.0.0.6-10.0.0.9", "10.0.0.1"));

        assertThat(IntStream.range(0, targets.size()).mapToObj(targets::get))
                .containsExactly(
                        "10.0.0.1",
                        "10.0.0.4",
                        "10.0.0.5",
                        "10.0.0.6",
                        "10.0.0.7",
                        "10.0.0.8",
                        "10.0.0.9");
        assertThat(ScanTargets.parse(List.of("10.1.0.0/16")).size()).isEqualTo(65_536);
        assertThatThrownBy(() -> ScanTargets.parse(List.of("10.0.0.0/8")))
                .hasMessageContaining("too many");
        assertThatThrownBy(() -> ScanTargets.parse(List.of("10.0.0.1:80")))
                .hasMessageContaining("--port");
    }

    private static void assertRefused(Selector selector, String... parts) {
        assertThatThrownBy(() -> selector.of(SITE))
                .isInstanceOf(FleetFailure.class)
                .hasMessageContainingAll(parts);
    }
}
