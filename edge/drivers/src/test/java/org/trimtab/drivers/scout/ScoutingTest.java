package org.trimtab.drivers.scout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Fingerprint.Question;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.tck.Devices;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedAntminer;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedEpic;
import org.trimtab.drivers.tck.RecordedLuxos;
import org.trimtab.drivers.tck.Run;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.drivers.transport.ProbeRequest;

class ScoutingTest {
    /** Every recorded device there is, a new one too without a word here. */
    static Stream<RecordedDevice> recorded() throws Exception {
        Path folder = Path.of(RecordedDevice.class.getResource("RecordedDevice.class").toURI());
        List<RecordedDevice> devices = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.getParent())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                Class<?> type =
                        name.matches("Recorded\\w+\\.class")
                                ? Class.forName(
                                        RecordedDevice.class.getPackageName()
                                                + "."
                                                + name.replace(".class", ""))
                                : Object.class;
                if (RecordedDevice.class.isAssignableFrom(type) && !type.isInterface()) {
                    devices.add((RecordedDevice) type.getConstructor().newInstance());
                }
            }
        }
        return devices.stream();
    }

    private static final String HOST = "127.0.0.1";
    private static final Question VERSION =
            new Question(4028, "{\"command\":\"version\"}", Framing.CGMINER);

    private final Map<String, Driver> drivers =
            DriverCatalogue.shipped().drivers(Devices.surroundings(new KeptStates()));
    private final List<Exchange> asked = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("recorded")
    void shouldKnowEveryRecordedDeviceAsItsOwnFamily(RecordedDevice device) {
        Sighting seen = scout(address(device, Map.of()), Map.of());
        assertThat(seen.kind()).isEqualTo(Sighting.Kind.IDENTIFIED);
        assertThat(seen.identity().family()).isEqualTo(family(device));
        assertThat(seen.identity().model()).isEqualTo(device.fingerprintModel());
        assertThat(seen.openPorts()).isNotEmpty();
        assertThat(seen.against(device.device(80)))
                .noneMatch(finding -> finding.weight() == Finding.Weight.FAULT);
        assertThat(device.acts()).isZero();
    }

    @Test
    void shouldHaveARecordedDeviceOfEveryFamilyButTheUnknown() throws Exception {
        Set<String> families = new HashSet<>(drivers.keySet());
        families.remove(Questionnaire.UNKNOWN_MAKE);
        assertThat(recorded().map(ScoutingTest::family)).containsAll(families);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void shouldNotBeKnownByAnyOtherFamily(RecordedDevice device) {
        Function<Exchange, Reply> address = address(device, Map.of());
        drivers.forEach((name, driver) -> {
            Fingerprint fingerprint = driver.fingerprint();
            for (Question question : fingerprint.questions()) {
                if (address.apply(exchange(question)) instanceof Reply.Answered answer) {
                    Identity told = fingerprint.recognise(question, answer.bytes());
                    boolean own = name.equals(family(device));
                    boolean anybody = name.equals(Questionnaire.UNKNOWN_MAKE);
                    assertThat(told == null || own || anybody)
                            .as(name + " takes it for its own: " + told)
                            .isTrue();
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void shouldFindItOnOtherPortsWhenToldOfThem(RecordedDevice device) {
        Map<Integer, Integer> moved = Map.of(4433, 14433, 4028, 14028, 80, 10080, 8080, 18080);
        Sighting seen = scout(address(device, moved), moved);
        assertThat(seen.identity().family()).isEqualTo(family(device));
        assertThat(asked).allMatch(exchange -> exchange.port() > 10_000);
    }

    @Test
    void shouldAskNoPortTwiceWhenNothingListens() {
        Sighting seen = scout(exchange -> new Reply.Refused(null, Run.BEGAN), Map.of());
        assertThat(seen.kind()).isEqualTo(Sighting.Kind.NOTHING);
        assertThat(seen.openPorts()).isEmpty();
        assertThat(asked).extracting(Exchange::port).doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveAnAddressAloneWhenItOnlyLetsUsWait() {
        Sighting seen = scout(exchange -> new Reply.NoConnection(null, Run.BEGAN), Map.of());
        assertThat(seen.kind()).isEqualTo(Sighting.Kind.NOTHING);
        assertThat(asked).hasSizeLessThanOrEqualTo(ScoutLimits.STANDARD.silentPortsMax());
    }

    @Test
    void shouldTellWhatPortsSaidWhenNobodyKnowsThem() {
        Sighting seen =
                scout(
                        exchange ->
                                exchange.port() == 80
                                        ? answer(
                                                "HTTP/1.1 200 OK\r\nServer: lamp\r\nContent-Length:"
                                                        + " 22\r\n\r\n<title>A lamp\n</title>.")
                                        : new Reply.Refused(null, Run.BEGAN),
                        Map.of());
        assertThat(seen.kind()).isEqualTo(Sighting.Kind.UNKNOWN);
        assertThat(seen.said()).containsExactly(Map.entry(80, "HTTP 200, server lamp, \"A lamp\""));
        assertThat(seen.against(new RecordedLuxos().device(80)).getFirst().what())
                .contains("no known family", "lamp");
    }

    @Test
    void shouldAskForAPageAtTheCgminerPortOnlyWhereNoCgminerAnswers() {
        String unknown = "{\"STATUS\":[{\"STATUS\":\"S\"}],\"VERSION\":[{\"Toaster\":\"1\"}]}";
        scout(at(4028, unknown), Map.of());
        assertThat(asked)
                .filteredOn(e -> e.port() == 4028)
                .isNotEmpty()
                .allMatch(e -> e.framing() == Framing.CGMINER);
        asked.clear();
        scout(at(4028, ""), Map.of());
        assertThat(asked)
                .filteredOn(e -> e.port() == 4028)
                .extracting(Exchange::framing)
                .contains(Framing.CGMINER, Framing.HTTP);
    }

    @Test
    void shouldFindPowerPlayThoughItKeepsSilentToACgminersQuestion() {
        RecordedEpic epic = new RecordedEpic();
        Function<Exchange, Reply> address = address(epic, Map.of());
        Sighting seen =
                scout(
                        exchange ->
                                exchange.framing() == Framing.CGMINER
                                        ? new Reply.TimedOut(new byte[0], Run.BEGAN, Run.BEGAN)
                                        : address.apply(exchange),
                        Map.of());
        assertThat(seen.identity().family()).isEqualTo("epic");
    }

    @Test
    void shouldAskASilentPortOnceInEachWay() {
        scout(exchange -> new Reply.TimedOut(new byte[0], Run.BEGAN, Run.BEGAN), Map.of());
        assertThat(asked)
                .extracting(exchange -> exchange.port() + " " + exchange.framing())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldAskNewerWaysBeforeOlderOnes() {
        List<Question> questions = Questionnaire.of(drivers.values(), Map.of()).questions();
        assertThat(questions)
                .doesNotHaveDuplicates()
                .contains(VERSION)
                .hasSizeLessThanOrEqualTo(Scouting.QUESTIONS_MAX);
        List<Integer> ports = questions.stream().map(Question::port).distinct().toList();
        List<Integer> known = new ArrayList<>(List.of(4433, 4028, 80, 8080));
        known.retainAll(ports);
        assertThat(ports.subList(0, known.size())).isEqualTo(known);
    }

    @Test
    void shouldTellTheModelOfACgminerWhereTheFamilyKnowsNone() {
        RecordedAntminer antminer = new RecordedAntminer();
        String version =
                "{\"STATUS\":[{\"STATUS\":\"S\"}],\"VERSION\":[{\"CGMiner\":\"4.11\",\"Type\":"
                        + "\"Antminer S19 Pro\"}]}";
        Function<Exchange, Reply> web = address(antminer, Map.of());
        Sighting seen =
                scout(
                        exchange -> exchange.port() == 4028 ? answer(version) : web.apply(exchange),
                        Map.of());
        assertThat(seen.identity().family()).isEqualTo("antminer");
        if (drivers.containsKey(Questionnaire.UNKNOWN_MAKE)) {
            assertThat(seen.identity().model()).isEqualTo("Antminer S19 Pro");
        }
    }

    @Test
    void shouldSayWhenADeviceAnswersAsAnotherMakeOrModel() {
        Sighting luxos = scout(address(new RecordedLuxos(), Map.of()), Map.of());
        Finding make = luxos.against(new RecordedAntminer().device(80)).getFirst();
        assertThat(make.weight()).isEqualTo(Finding.Weight.FAULT);
        assertThat(make.what()).contains("antminer", "luxos");
        assertThat(make.mend()).contains("family: luxos");
        Finding model =
                luxos.against(Devices.device("x", "luxos", "Antminer S21", 4028)).getFirst();
        assertThat(model.weight()).isEqualTo(Finding.Weight.WARNING);
        assertThat(model.what()).contains("Antminer S21", "Antminer S19k Pro");
        Sighting nothing = scout(exchange -> new Reply.Refused(null, Run.BEGAN), Map.of());
        assertThat(nothing.against(new RecordedLuxos().device(80)).getFirst().what())
                .contains("nothing listens");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldEndInAValueWhateverAnswers(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            asked.clear();
            Sighting seen = scout(exchange -> anything(random), Map.of());
            assertThat(seen.host()).isEqualTo(HOST);
            assertThat(seen.said().values()).allMatch(words -> words.length() <= 90);
        }
    }

    @Test
    void shouldFitTheLoopsTimeToConnect() {
        LoopLimits fitted = ScoutLimits.STANDARD.of(LoopLimits.standard());
        assertThat(fitted.connectWithin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(fitted.inFlightMax()).isEqualTo(LoopLimits.standard().inFlightMax());
        assertThatThrownBy(() -> new ScoutLimits(Duration.ZERO, Duration.ofSeconds(1), 1))
                .hasMessageContaining("above zero");
    }

    private Sighting scout(Function<Exchange, Reply> address, Map<Integer, Integer> moved) {
        Scouting scouting =
                new Scouting(Questionnaire.of(drivers.values(), moved), HOST, ScoutLimits.STANDARD);
        Turn<Sighting> turn = scouting.open();
        while (turn instanceof Turn.Ask<Sighting>(Exchange exchange)) {
            asked.add(exchange);
            assertThat(exchange.acts()).isFalse();
            assertThat(asked).hasSizeLessThanOrEqualTo(Scouting.QUESTIONS_MAX);
            turn = scouting.next(address.apply(exchange));
        }
        return ((Turn.Done<Sighting>) turn).result();
    }

    /** An address where the device serves its own port and those at which its family is asked who it is. */
    private Function<Exchange, Reply> address(RecordedDevice device, Map<Integer, Integer> moved) {
        Driver driver = drivers.get(family(device));
        Map<Integer, Integer> served = new LinkedHashMap<>();
        Set<Integer> makers = new HashSet<>(Set.of(driver.descriptor().port()));
        driver.fingerprint().questions().forEach(question -> makers.add(question.port()));
        makers.forEach(port -> served.put(moved.getOrDefault(port, port), port));
        return exchange -> {
            Integer port = served.get(exchange.port());
            return port == null
                    ? new Reply.Refused(null, Run.BEGAN)
                    : new Reply.Answered(
                            device.answer(
                                    new Exchange(
                                            port,
                                            exchange.request(),
                                            exchange.framing(),
                                            exchange.within(),
                                            false)),
                            Run.BEGAN,
                            Run.BEGAN);
        };
    }

    private static Function<Exchange, Reply> at(int port, String text) {
        return exchange ->
                exchange.port() == port ? answer(text) : new Reply.Refused(null, Run.BEGAN);
    }

    private static Reply answer(String text) {
        return new Reply.Answered(text.getBytes(StandardCharsets.UTF_8), Run.BEGAN, Run.BEGAN);
    }

    private static Exchange exchange(Question question) {
        return new Exchange(
                question.port(),
                ProbeRequest.bytes(question, HOST),
                question.framing(),
                Duration.ofSeconds(1),
                false);
    }

    private static Reply anything(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        String start =
                List.of("", "{\"STATUS\":", "HTTP/1.1 200 OK\r\n\r\n{", "{}", "HTTP/1.1 401 x\r\n")
                        .get(random.nextInt(5));
        byte[] whole = (start + new String(bytes, StandardCharsets.ISO_8859_1)).getBytes();
        return switch (random.nextInt(7)) {
            case 0 -> new Reply.Refused(null, Run.BEGAN);
            case 1 -> new Reply.NoConnection(null, Run.BEGAN);
            case 2 -> new Reply.TimedOut(whole, Run.BEGAN, Run.BEGAN);
            case 3 -> new Reply.Cut(whole, Run.BEGAN, Run.BEGAN);
            case 4 -> new Reply.TooLong(262_144, Run.BEGAN, Run.BEGAN);
            default -> new Reply.Answered(whole, Run.BEGAN, Run.BEGAN);
        };
    }

    private static String family(RecordedDevice device) {
        return device.device(80).family();
    }
}
