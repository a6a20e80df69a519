package org.trimtab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.resource.Device;
import org.trimtab.resource.MeterId;
import org.trimtab.telemetry.Activity;
import org.trimtab.testkit.PlantFaults.DeviceKind;

class PlantTest {
    private static final Instant START = Instant.parse("2026-07-01T18:00:00Z");
    private static final SiteDefinition THREE = Fleets.threeMinersOneMeter();

    @Test
    void shouldFallAndRiseWhenAskedTo() {
        Plant plant = new Plant(THREE, 1, PlantFaults.NONE, START);

        ask(plant, Action.SLEEP, 0, 0);
        List<Input> inputs = plant.until(START.plusSeconds(20));

        assertThat(outcomes(inputs)).singleElement().isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(plant.activity(0)).isEqualTo(Activity.ASLEEP);
        assertThat(plant.truth(0).watts()).isEqualTo(25);
        assertThat(plant.sent()).singleElement();
        ask(plant, Action.WAKE, 0, 20);
        plant.until(START.plusSeconds(90));
        assertThat(plant.activity(0)).isEqualTo(Activity.HASHING);
        assertThat(plant.shortestOff(0)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(60));
    }

    @Test
    void shouldSayItWillAndStayWhenDeaf() {
        Plant plant = new Plant(THREE, 1, broken(DeviceKind.DEAF, 0), START);

        ask(plant, Action.SLEEP, 0, 0);

        assertThat(outcomes(plant.until(START.plusSeconds(60))))
                .singleElement()
                .isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(plant.activity(0)).isEqualTo(Activity.HASHING);
    }

    @Test
    void shouldNotSendWhenTheCommandExpiredInTheQueue() {
        PlantFaults stalled =
                new PlantFaults(
                        List.of(),
                        List.of(),
                        List.of(new PlantFaults.Stall(START, START.plusSeconds(45))),
                        PlantFaults.Line.CLEAR);
        Plant plant = new Plant(THREE, 1, stalled, START);

        ask(plant, Action.SLEEP, 0, 0);

        assertThat(outcomes(plant.until(START.plusSeconds(60))))
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandOutcome.Unreachable.class,
                        outcome -> assertThat(outcome.failure()).isEqualTo(Failure.EXPIRED));
        assertThat(plant.sent()).isEmpty();
        assertThat(plant.activity(0)).isEqualTo(Activity.HASHING);
    }

    @Test
    void shouldShowWhatIsDrawnWhenTheMeterIsWell() {
        Plant plant = new Plant(THREE, 1, PlantFaults.NONE, START);

        List<Input> inputs = plant.until(START.plusSeconds(10));

        assertThat(inputs)
                .filteredOn(Input.MeterRead.class::isInstance)
                .hasSizeBetween(9, 11)
                .allSatisfy(input ->
                        assertThat(((Input.MeterRead) input).reading().power())
                                .isEqualTo(plant.truth(null)));
    }

    @Test
    void shouldGoBackToWorkWhenItWakesByItself() {
        Plant plant = new Plant(THREE, 1, broken(DeviceKind.WAKES_BY_ITSELF, 40), START);

        ask(plant, Action.SLEEP, 0, 0);
        plant.until(START.plusSeconds(30));
        assertThat(plant.activity(0)).isEqualTo(Activity.ASLEEP);
        plant.until(START.plusSeconds(120));

        assertThat(plant.activity(0)).isEqualTo(Activity.HASHING);
    }

    @Test
    void shouldBeTheSamePlantWhenTheSeedIsTheSame() {
        SiteDefinition hundred = Fleets.hundredMinersTwoFamilies(3);
        PlantFaults deaf = PlantFaults.all(DeviceKind.SLOW, 3, 0.3, hundred, 9);
        List<List<Input>> told = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            Plant plant = new Plant(hundred, 7, deaf, START);
            for (int place = 0; place < 50; place++) {
                ask(plant, hundred, Action.SLEEP, place, 0);
            }
            told.add(plant.until(START.plusSeconds(300)));
        }

        assertThat(told.get(0)).isNotEmpty().isEqualTo(told.get(1));
    }

    @Test
    void shouldSayNothingWhenTheMeterIsLost() {
        PlantFaults lost =
                new PlantFaults(
                        List.of(),
                        List.of(
                                new PlantFaults.OfMeter(
                                        new MeterId("main"),
                                        PlantFaults.MeterKind.LOST,
                                        START,
                                        Instant.MAX)),
                        List.of(),
                        PlantFaults.Line.CLEAR);
        Plant plant = new Plant(THREE, 1, lost, START);

        assertThat(plant.until(START.plusSeconds(30)))
                .isNotEmpty()
                .noneMatch(Input.MeterRead.class::isInstance);
    }

    private static PlantFaults broken(DeviceKind kind, int figure) {
        return new PlantFaults(
                List.of(new PlantFaults.OfDevice(0, kind, figure, Instant.MIN, Instant.MAX)),
                List.of(),
                List.of(),
                PlantFaults.Line.CLEAR);
    }

    private static void ask(Plant plant, Action action, int place, int atSeconds) {
        ask(plant, THREE, action, place, atSeconds);
    }

    private static void ask(
            Plant plant, SiteDefinition site, Action action, int place, int atSeconds) {
        Device device = site.site().devices().get(place);
        Instant now = START.plusSeconds(atSeconds);
        plant.until(now);
        Command command =
                new Command(
                        new CommandId("c" + place + "-" + atSeconds),
                        device.id(),
                        action,
                        now,
                        now.plusSeconds(30),
                        "test");
        plant.take(List.of(new Output.CommandIssued(command)), now);
    }

    private static List<CommandOutcome> outcomes(List<Input> inputs) {
        return inputs.stream()
                .filter(Input.OutcomesKnown.class::isInstance)
                .flatMap(input -> ((Input.OutcomesKnown) input).outcomes().stream())
                .toList();
    }
}
