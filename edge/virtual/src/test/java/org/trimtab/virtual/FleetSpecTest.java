package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Habits;
import org.trimtab.virtual.machine.WorkMode;

class FleetSpecTest {
    private static final String WHOLE =
            """
            seed: 7
            faults: {deaf: 1 %, never-wakes: 2 %}
            meter: {address: 127.0.0.1:1502, base-load: 20 kW, cooling: 4 %, cooling-lag: 45 s}
            groups:
              - group: lux-a
                family: luxos
                model: Antminer S21
                count: 200
                first: 127.1.0.1
              - group: ant-a
                family: antminer
                firmware: 2023-07
                model: My Own
                running: 3 kW
                hashrate: 150 TH/s
                count: 3
                first: 127.1.2.1
                port: 8080
                ramp-up: 2m
                command-least: 20 s
                command-most: 21 s
                work-mode: low
                login: {user: root, password: secret}
            """;

    @TempDir Path folder;

    private FleetSpec read(String text) throws IOException {
        Path file = folder.resolve("fleet.yaml");
        Files.writeString(file, text);
        return FleetSpec.read(file);
    }

    @Test
    void shouldReadAWholeFile() throws IOException {
        FleetSpec spec = read(WHOLE);

        assertThat(spec.seed()).isEqualTo(7);
        assertThat(spec.count()).isEqualTo(203);
        assertThat(spec.faults().shares()).containsEntry(Fault.NEVER_WAKES, new Share(20_000));
        assertThat(spec.meter()).isNotNull();
        assertThat(spec.meter().endpoint()).isEqualTo(new Endpoint("127.0.0.1", 1502));
        assertThat(spec.meter().spec().coolingLag()).isEqualTo(Duration.ofSeconds(45));
        FleetGroup luxos = spec.groups().get(0);
        assertThat(luxos.placement().port()).isEqualTo(4028);
        assertThat(luxos.traits().physics().running()).isEqualTo(Power.ofWatts(3_500));
        assertThat(luxos.traits().physics().standby()).isEqualTo(Power.ofWatts(25));
        FleetGroup antminer = spec.groups().get(1);
        assertThat(antminer.firmware()).isEqualTo(Firmware.STOCK_2023);
        assertThat(antminer.traits().workMode()).isEqualTo(WorkMode.LOW);
        assertThat(antminer.traits().physics().times().rampUp()).isEqualTo(Duration.ofMinutes(2));
        assertThat(antminer.traits().manners().command().most()).isEqualTo(Duration.ofSeconds(21));
        assertThat(antminer.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count: 200 | count: many | line 8 | whole number",
                "base-load: 20 kW | base-load: 20 | line 3 | no unit",
                "model: Antminer S21 | model: Antminer S99 | line 7 | Antminer S21 Pro",
                "first: 127.1.0.1 | first: 10.0.0.1 | line 9 | 127.0.0.1 to 127.255.255.254",
                "first: 127.1.0.1 | first: 127.1.0.300 | line 9 | IPv4 address",
                "family: luxos | family: lux | line 6 | luxos, antminer",
                "deaf: 1 % | daef: 1 % | line 2 | \"deaf\"",
                "work-mode: low | work-mode: lazy | line 22 | normal, sleep, high, low",
                "port: 8080 | ports: {80: many} | line 18 | whole number",
                "port: 8080 | ports: {web: 8080} | line 18 | whole number",
                "port: 8080 | ports: {80: 99999} | line 17 | 65535",
                "firmware: 2023-07 | firmware: 1999 | line 12 | 2022-12, 2023-07",
                "group: ant-a | group: lux-a | line 4 | two groups",
                "command-least: 20 s | command-least: 22 s | line 20 | must not lie above"
            })
    void shouldNameLineAndAdviceWhenAFileIsWrong(
            String right, String wrong, String line, String advice) {
        assertThatThrownBy(() -> read(WHOLE.replaceFirst(right, wrong)))
                .hasMessageContaining("fleet.yaml")
                .hasMessageContaining(line)
                .hasMessageContaining(advice);
    }

    private static final String BREAKERS =
            """
            switches:
              coils: 127.0.0.1:1503
              community: secret
              breakers:
                - behind: [lux-a]
                - behind: [ant-a-0001, ant-a-0003]
            """;

    @Test
    void shouldReadWhatIsBehindEachBreaker() throws IOException {
        FleetSpec spec = read(WHOLE + BREAKERS);

        assertThat(spec.switches().coils()).isEqualTo(new Endpoint("127.0.0.1", 1503));
        assertThat(spec.switches().outlets()).isEqualTo(new Endpoint("127.0.0.1", 1161));
        assertThat(spec.switches().community()).isEqualTo("secret");
        assertThat(spec.machinesBehind()).hasSize(2);
        assertThat(spec.machinesBehind().getFirst())
                .hasSize(200)
                .contains("lux-a-0001", "lux-a-0200");
        assertThat(spec.machinesBehind().getLast())
                .containsExactlyInAnyOrder("ant-a-0001", "ant-a-0003");
        assertThat(read(WHOLE).switches()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ant-a-0003 | ant-a-0004 | no group or machine \"ant-a-0004\"",
                "ant-a-0003 | lux-a-0007 | \"lux-a-0007\" is behind two breakers",
                "coils: 127.0.0.1:1503 | coils: here | not an address and port",
                "breakers: | brakers: | brakers"
            })
    void shouldSayWhatIsWrongWithBreakers(String right, String wrong, String advice) {
        assertThatThrownBy(() -> read(WHOLE + BREAKERS.replace(right, wrong)))
                .hasMessageContainingAll("fleet.yaml", "line 2", advice);
    }

    @Test
    void shouldRefuseTwoMachinesAtOneAddress() {
        FleetGroup first =
                FleetGroup.of(
                        "a", Family.LUXOS, "Antminer S21", new Placement(5, "127.1.0.1", 4028));
        FleetGroup second =
                FleetGroup.of(
                        "b", Family.LUXOS, "Antminer S21", new Placement(5, "127.1.0.5", 4028));

        assertThatThrownBy(() -> FleetSpec.of(1, first, second))
                .hasMessageContaining("\"b\"")
                .hasMessageContaining("127.1.0.5:4028");
    }

    @Test
    void shouldOpenFurtherPortsWhereTheFileSays() throws IOException {
        FleetSpec spec =
                read(
                        """
                        groups:
                          - group: bos
                            family: braiins
                            model: Antminer S21
                            count: 2
                            first: 127.7.1.1
                            port: 14028
                            ports: {80: 18081}
                            regain-after: 5 m
                            retune: 30 s
                        """);

        assertThat(spec.groups().getFirst().placement().otherPorts())
                .containsExactly(Map.entry(80, 18_081));
        Habits habits = spec.groups().getFirst().traits().manners().habits();
        assertThat(habits.regainAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(habits.retune()).isEqualTo(Duration.ofSeconds(30));
        try (VirtualFleet fleet = VirtualFleet.start(spec)) {
            VirtualDevice second = fleet.devices().get(1);
            assertThat(second.endpoint()).isEqualTo(new Endpoint("127.7.1.2", 14_028));
            assertThat(fleet.endpoint(second, 80)).contains(new Endpoint("127.7.1.2", 18_081));
            assertThat(
                            new WebCaller(new Endpoint("127.7.1.2", 18_081))
                                    .get("/api/v1/version")
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldReadTheSampleOfEveryFamilyWhichStaysWithinItsNetwork() {
        FleetSpec spec = FleetSpec.read(sample("fleet-all-families.yaml"));

        assertThat(spec.groups().stream().map(FleetGroup::family).distinct())
                .containsExactlyInAnyOrder(Family.values());
        for (FleetGroup group : spec.groups()) {
            for (int i = 0; i < group.placement().count(); i++) {
                byte[] address = group.placement().address(i).getAddress();
                assertThat(address).startsWith(127, 1);
                assertThat(address[2]).as("within /20").isBetween((byte) 0, (byte) 15);
            }
            assertThat(group.placement().port()).isEqualTo(group.family().port());
        }
    }

    private static Path sample(String name) {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("samples").resolve(name))) {
            here = here.getParent();
            assertThat(here).as("samples/" + name + " above the working directory").isNotNull();
        }
        return here.resolve("samples").resolve(name);
    }

    @Test
    void shouldMixTheDemonstrationSixtyToForty() {
        FleetSpec demo = FleetSpec.demo(1_000, 7, new Share(50_000), 8_080);

        assertThat(demo.count()).isEqualTo(1_000);
        assertThat(machines(demo, Family.LUXOS)).isEqualTo(600);
        assertThat(machines(demo, Family.ANTMINER)).isEqualTo(400);
        assertThat(demo.groups().stream().map(FleetGroup::model).distinct()).hasSize(5);
        assertThat(demo.groups().getFirst().placement().firstAddress()).isEqualTo("127.1.0.1");
        for (int count : List.of(5, 6, 7, 23, 99)) {
            assertThat(FleetSpec.demo(count, 7, Share.NONE, 8_080).count()).isEqualTo(count);
        }
    }

    private static int machines(FleetSpec spec, Family family) {
        return spec.groups().stream()
                .filter(group -> group.family() == family)
                .mapToInt(group -> group.placement().count())
                .sum();
    }

    @Test
    void shouldMakeTheSameFleetFromTheSameSpecification() throws IOException {
        FleetSpec spec = FleetSpec.demo(100, 7, new Share(100_000), 0).withPort(Family.LUXOS, 0);
        TestClock clock = new TestClock();
        try (VirtualFleet one = VirtualFleet.start(spec, clock);
                VirtualFleet other = VirtualFleet.start(spec, clock)) {
            clock.advanceSeconds(100);
            assertThat(one.truth())
                    .extracting(DeviceTruth::power, DeviceTruth::fault)
                    .isEqualTo(
                            other.truth().stream()
                                    .map(truth ->
                                            org.assertj.core.groups.Tuple.tuple(
                                                    truth.power(), truth.fault()))
                                    .toList());
            assertThat(one.truth().stream().map(DeviceTruth::power).distinct())
                    .hasSizeGreaterThan(50);
            assertThat(one.devices()).extracting(VirtualDevice::name).contains("lux-s21-0001");
        }
    }

    @Test
    void shouldSayWhichPortIsTaken() throws IOException {
        FleetGroup group =
                FleetGroup.of("a", Family.LUXOS, "Antminer S21", new Placement(1, "127.7.0.1", 0));
        try (VirtualFleet fleet = VirtualFleet.start(FleetSpec.of(1, group))) {
            int port = fleet.devices().getFirst().endpoint().port();
            FleetSpec same = FleetSpec.of(1, group.withPort(port));

            assertThatThrownBy(() -> VirtualFleet.start(same))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port);
        }
    }
}
