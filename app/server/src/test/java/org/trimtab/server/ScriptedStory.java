package org.trimtab.server;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.live.BandView;
import org.trimtab.live.Explanation;
import org.trimtab.live.Explanation.Line;
import org.trimtab.live.Offers;
import org.trimtab.live.PlanPreview;
import org.trimtab.live.SiteDesk;
import org.trimtab.live.Words;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;

/** Why an event of a made-up site went as it did. */
final class ScriptedStory {
    private ScriptedStory() {}

    static Explanation of(ScriptedEvent event, Instant at, @Nullable String device) {
        Obligation obligation = event.obligation(at);
        Instruction instruction = event.instruction;
        Instant begun = event.beginsAt();
        String id = obligation.id().value();
        BandView band =
                BandView.of(
                        new Band(Power.ZERO, Power.ofWatts(event.limitW()), null, id, List.of()));
        return new Explanation(
                id,
                instruction.notice().source(),
                instruction.program(),
                Words.of(instruction),
                obligation.state().name(),
                obligation.refusal() == null ? null : obligation.refusal().name(),
                instruction.notice().receivedAt(),
                instruction.interval().from(),
                instruction.interval().until(),
                event.baselineW(),
                event.limitW(),
                List.of(
                        new Line(begun, "Operator asks to " + Words.of(instruction) + "."),
                        new Line(
                                begun.plusMillis(3),
                                "Plan: 2.6 MW to find, from 3.6 MW to 1.08 MW; 722 devices chosen"
                                        + " for 2.6 MW, the last at 84.10 $/MWh. Left out: 271 not needed,"
                                        + " 5 not read well enough, 2 exempt."),
                        new Line(
                                begun.plusSeconds(26),
                                "2 devices did not do as asked: lux-a-0310 (accepted, but kept drawing"
                                        + " power), ant-b-0702 (took the command and never answered)."
                                        + " 2 devices took their part at 18:00:26: lux-a-0277, lux-a-0276."),
                        new Line(
                                begun.plusMillis(22_400),
                                "The meter reads at or below 1.08 MW, 22.4 s after the event"
                                        + " began.")),
                List.of(new Explanation.BandPart(begun, band)),
                List.of(plan(1, begun, "BEGIN", 722), plan(2, begun.plusSeconds(26), "REFILL", 2)),
                List.of(
                        new Explanation.FailurePart(
                                begun.plusSeconds(25),
                                "lux-a-0310",
                                "STAYED_AWAKE",
                                "CURTAIL_FAILED",
                                begun.plusSeconds(26),
                                List.of("lux-a-0277", "lux-a-0276"),
                                2)),
                new Explanation.MeterPart(
                        600,
                        0,
                        begun.plusMillis(22_400),
                        1_079_000L,
                        1_062_000L,
                        1_071_000L,
                        1_000),
                List.of(
                        following(begun, 1_078_000L, "PASSED"),
                        following(begun.plusSeconds(300), 1_131_000L, "FAILED")),
                List.of(),
                device == null ? null : device(device, begun));
    }

    static PlanPreview preview(SiteDesk.Ask ask) {
        boolean refused = ask.length().toHours() > 24;
        List<PlanPreview.Choice> chosen = new ArrayList<>();
        for (int i = 0; i < 722 && !refused; i++) {
            chosen.add(
                    new PlanPreview.Choice(
                            "lux-a-%04d".formatted(i + 1),
                            "SLEEP",
                            3_579,
                            new BigDecimal("84.10"),
                            "CHEAPEST"));
        }
        return new PlanPreview(
                "draw at most 1.080 MW",
                ask.program(),
                refused ? "TOO_LONG" : null,
                refused ? Words.of(Refusal.TOO_LONG) : null,
                3_600_000L,
                1_080_000L,
                BandView.of(new Band(Power.ZERO, Power.ofWatts(1_080_000), null, "e-1", List.of())),
                refused ? null : plan(1, Instant.EPOCH, "BEGIN", 722),
                refused ? null : "Plan: 2.6 MW to find.",
                chosen,
                refused ? Map.of() : Map.of("EXEMPT", List.of(new PlanPreview.Range("a", "b", 2))));
    }

    static Offers offers(Instant at) {
        List<Offers.Part> parts =
                List.of(
                        new Offers.Part(250, 0, 0, 0, Map.of("TOO_SLOW", 993, "EXEMPT", 2)),
                        new Offers.Part(10_000, 1_840_000, 2_010_000, 600, Map.of("TOO_SLOW", 393)),
                        new Offers.Part(600_000, 3_120_000, 3_290_000, 986, Map.of("EXEMPT", 2)),
                        new Offers.Part(1_800_000, 3_260_000, 3_340_000, 986, Map.of("EXEMPT", 2)));
        List<Offers.Hour> hours = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Instant from = at.plusSeconds(3_600L * i);
            hours.add(
                    new Offers.Hour(from, from.plusSeconds(3_600), i == 3 ? 1_000_000 : 0, parts));
        }
        return new Offers(at, parts, hours);
    }

    private static Explanation.PlanPart plan(int number, Instant at, String kind, int chosen) {
        return new Explanation.PlanPart(
                number,
                at,
                kind,
                3_600_000,
                1_080_000,
                3_579L * chosen,
                3_579L * chosen,
                0,
                chosen,
                Map.of("CHEAPEST", chosen),
                Map.of("NOT_NEEDED", 271, "UNREADABLE", 5, "EXEMPT", 2),
                new BigDecimal("210.52"),
                "lux-a-0279",
                new BigDecimal("84.10"));
    }

    private static Explanation.FollowingPart following(Instant from, long watts, String verdict) {
        return new Explanation.FollowingPart(
                from, from.plusSeconds(300), watts, 1_080_000, 0, watts - 1_080_000, verdict);
    }

    private static Explanation.DevicePart device(String device, Instant begun) {
        if (device.startsWith("none")) {
            throw new IllegalArgumentException("the site has no device \"" + device + "\"");
        }
        return new Explanation.DevicePart(
                device,
                "luxos",
                "Antminer S21",
                723,
                1_000,
                new BigDecimal("84.12"),
                1,
                List.of(
                        new Line(
                                begun.plusMillis(3),
                                "Plan 1: left out, because the reduction was reached before its turn."
                                        + " Its work is worth 84.12 $/MWh; that of the last one chosen,"
                                        + " lux-a-0279, 84.10 $/MWh."),
                        new Line(
                                begun.plusSeconds(26),
                                "Refill 2: chosen, 1 of 2, to give 3.579 kW at 84.12 $/MWh, because"
                                        + " others gave less than was counted on.")),
                List.of(),
                List.of(),
                new Explanation.DeviceNow(
                        "FREE",
                        null,
                        "QUARANTINED",
                        "it disobeyed too often and is offered to nobody",
                        null,
                        3_579,
                        25,
                        null));
    }
}
