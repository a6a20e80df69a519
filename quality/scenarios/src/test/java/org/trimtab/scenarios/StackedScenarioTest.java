package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.cli.DemoTale;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.SiteFiles;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Signal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.FeederId;
import org.trimtab.testkit.Plant;
import org.trimtab.testkit.PlantFaults;
import org.trimtab.testkit.PlantFaults.DeviceKind;
import org.trimtab.testkit.PlantFaults.OfDevice;
import org.trimtab.testkit.PlantSettings;

/**
 * An emergency on top of a followed base point on top of a dear hour, with a feeder that cannot carry all and two deaf
 * machines: a whole hour in simulated time, told as a control room would write it down, compared line for line.
 */
class StackedScenarioTest {
    private static final Instant BEGIN = Instant.parse("2026-07-01T18:00:00Z");
    private static final InstructionId TRACK = new InstructionId("track");
    private static final InstructionId EMERGENCY = new InstructionId("emergency");
    private static final FeederId SOUTH = new FeederId("south");
    private static final long SOUTH_MOST_WATTS = 38_000;
    private static final long EMERGENCY_WATTS = 30_000;
    private static final int FEEDER_SETTLES_S = 60;
    private static final int PRICE_FROM_S = 120;
    private static final int TRACK_FROM_S = 300;
    private static final int EMERGENCY_FROM_S = 1_500;
    private static final int EMERGENCY_UNTIL_S = 2_400;
    private static final int TRACK_UNTIL_S = 3_300;
    private static final int END_S = 4_500;

    /** Levels of the base points, W, one every five minutes. */
    private static final long[] BASE_POINTS = {
        56_000, 50_000, 46_000, 52_000, 48_000, 48_000, 44_000, 50_000, 54_000, 50_000
    };

    /** As real meters have; one that shows the very same figure again and again counts as stuck. */
    private static final PlantSettings METERS_WITH_NOISE =
            new PlantSettings(
                    PlantSettings.DEFAULT.pollEvery(),
                    PlantSettings.DEFAULT.sendMost(),
                    Power.ZERO,
                    new Share(1_000),
                    true);

    private final SplittableRandom wander = new SplittableRandom(5);
    private final List<Step> steps = new ArrayList<>();
    private long southHighestWatts;
    private long emergencyHighestWatts;

    @TempDir Path folder;

    @Test
    void shouldTellTheSameStoryOfAStackedHourLineForLine() throws IOException {
        SiteDefinition site = site();
        DemoTale tale = new DemoTale(site, BEGIN, Duration.ofMinutes(5), line -> {});

        play(site, tale);

        assertThat(southHighestWatts).isPositive().isLessThanOrEqualTo(SOUTH_MOST_WATTS);
        assertThat(emergencyHighestWatts).isPositive().isLessThanOrEqualTo(EMERGENCY_WATTS);
        assertReplaysIdentically(site);
        String told =
                tale.lines().stream()
                        .map(DemoTale.Line::toString)
                        .collect(Collectors.joining("\n", "", "\n"));
        Path target = Files.createDirectories(Path.of("target"));
        Path actual = Files.writeString(target.resolve("stacked-tale.txt"), told);
        assertThat(told)
                .as(
                        "the story changed: read %s, and when it is right copy it over the expected one",
                        actual.toAbsolutePath())
                .isEqualTo(resource("stacked-tale.txt"));
    }

    private void play(SiteDefinition site, DemoTale tale) {
        PlantFaults deaf =
                new PlantFaults(
                        List.of(deaf(5), deaf(18)), List.of(), List.of(), PlantFaults.Line.CLEAR);
        Plant plant = new Plant(site, 11, deaf, BEGIN, METERS_WITH_NOISE);
        Engine engine = new Engine(site);
        for (int second = 1; second <= END_S; second++) {
            Instant now = BEGIN.plusSeconds(second);
            List<Input> inputs = new ArrayList<>(plant.until(now));
            inputs.addAll(sent(second, now));
            List<Output> outputs = engine.step(now, inputs);
            plant.take(outputs, now);
            Step step = new Step(second, now, inputs, outputs);
            steps.add(step);
            tale.took(step);
            look(plant, second);
        }
    }

    private static OfDevice deaf(int place) {
        return new OfDevice(place, DeviceKind.DEAF, 0, Instant.MIN, Instant.MAX);
    }

    private void look(Plant plant, int second) {
        if (second > FEEDER_SETTLES_S) {
            southHighestWatts = Math.max(southHighestWatts, plant.truth(SOUTH).watts());
        }
        boolean isOwed = second > EMERGENCY_FROM_S + 120 && second < EMERGENCY_UNTIL_S;
        if (isOwed) {
            emergencyHighestWatts =
                    Math.max(emergencyHighestWatts, plant.truth((FeederId) null).watts());
        }
    }

    /** What operator and market send in a second. */
    private List<Input> sent(int second, Instant now) {
        List<Input> sent = new ArrayList<>();
        if (second == PRICE_FROM_S) {
            sent.add(price(now, Duration.ofMinutes(60), 95));
        }
        if (second == PRICE_FROM_S + 3_600) {
            sent.add(price(now, Duration.ofMinutes(60), 30));
        }
        if (second == TRACK_FROM_S) {
            Notice notice = notice(TRACK, now, TRACK_UNTIL_S - TRACK_FROM_S, "clr");
            sent.add(arrived(new Instruction.Track(notice, Power.ofWatts(BASE_POINTS[0]))));
        }
        boolean follows = second > TRACK_FROM_S && second < TRACK_UNTIL_S;
        if (follows && (second - TRACK_FROM_S) % 300 == 0) {
            Power level = Power.ofWatts(BASE_POINTS[(second - TRACK_FROM_S) / 300]);
            sent.add(new Input.SignalArrived(new Signal.BasePoint(TRACK, now, level), now));
        }
        if (follows && second % 4 == 0) {
            Power level = Power.ofWatts(setPointWatts(second - TRACK_FROM_S));
            sent.add(new Input.SignalArrived(new Signal.SetPoint(TRACK, now, level), now));
        }
        if (second == EMERGENCY_FROM_S) {
            Notice notice = notice(EMERGENCY, now, EMERGENCY_UNTIL_S - EMERGENCY_FROM_S, "ers");
            sent.add(arrived(new Instruction.LimitTo(notice, Power.ofWatts(EMERGENCY_WATTS))));
        }
        return sent;
    }

    /** On the four-minute ramp between two base points, and a little beside it. */
    private long setPointWatts(int second) {
        int stretch = second / 300;
        long from = BASE_POINTS[Math.max(0, stretch - 1)];
        long to = BASE_POINTS[stretch];
        return from + (to - from) * Math.min(240, second % 300) / 240 + wander.nextLong(-400, 401);
    }

    private static Input price(Instant from, Duration length, int usd) {
        return new Input.PriceKnown(
                MarketInterval.starting(from, length),
                EnergyPrice.ofDollars(BigDecimal.valueOf(usd)));
    }

    private static Input arrived(Instruction instruction) {
        return new Input.InstructionArrived(instruction, instruction.id().value());
    }

    private static Notice notice(InstructionId id, Instant now, int seconds, String program) {
        return new Notice(
                id,
                "operator",
                now,
                MarketInterval.starting(now, Duration.ofSeconds(seconds)),
                program);
    }

    private void assertReplaysIdentically(SiteDefinition site) {
        Engine again = new Engine(site);
        for (Step step : steps) {
            assertThat(again.step(step.now(), step.inputs()))
                    .as("step %d", step.number())
                    .isEqualTo(step.outputs());
        }
    }

    private SiteDefinition site() throws IOException {
        return SiteFiles.read(
                Files.writeString(folder.resolve("site.yaml"), resource("stacked-site.yaml")));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = StackedScenarioTest.class.getResourceAsStream(name)) {
            assertThat(in).as("resource %s", name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
