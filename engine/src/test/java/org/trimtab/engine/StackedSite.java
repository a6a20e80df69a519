package org.trimtab.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.FrequencyDuty.Droop;
import org.trimtab.program.FrequencyDuty.UnderFrequency;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Labels;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteLimits;

/** A site that owes several things at once, and the programs it owes them to. */
final class StackedSite {
    static final ProgramRule ERS =
            new ProgramRule("ers", Rank.GRID_EMERGENCY, Set.of("ecrs"), Duration.ofMinutes(10));
    static final ProgramRule ECRS =
            new ProgramRule("ecrs", Rank.PROGRAM_EVENT, Set.of(), Duration.ofMinutes(10));
    static final ProgramRule CLR =
            new ProgramRule("clr", Rank.SET_POINT, Set.of(), Duration.ofMinutes(5));
    static final ProgramRule FFR =
            new ProgramRule("ffr", Rank.GRID_EMERGENCY, Set.of(), Duration.ofMillis(250));
    static final ProgramBook BOOK = new ProgramBook(List.of(ERS, ECRS, CLR, FFR));
    static final FrequencyDuty DUTY =
            new FrequencyDuty(
                    hertz("60 Hz"),
                    new UnderFrequency(
                            "ffr",
                            hertz("59.85 Hz"),
                            Duration.ofMillis(100),
                            Duration.ofMinutes(1),
                            hertz("59.98 Hz"),
                            Duration.ofSeconds(5)),
                    new Droop("ffr", new Share(50_000), hertz("17 mHz"), Power.ofWatts(100_000)),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30));

    /** Ten alike, 3 kW each, that can be held at 2.4 kW and 1.8 kW; f1 carries five of them. */
    static Timeline tenThatThrottle(SiteLimits limits, Feeder... feeders) {
        Device[] devices = new Device[10];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = throttling("m" + (i + 1), i < 5 && feeders.length > 0 ? "f1" : null);
        }
        return timeline(limits, List.of(feeders), devices);
    }

    static Timeline timeline(SiteLimits limits, List<Feeder> feeders, Device... devices) {
        SiteDefinition plain = Timeline.site(devices);
        Site site =
                new Site(
                        plain.site().id(),
                        plain.site().meters(),
                        feeders,
                        Arrays.asList(devices),
                        limits);
        return new Timeline(
                new SiteDefinition(
                        site, plain.mining(), plain.program(), plain.policy(), BOOK, DUTY));
    }

    static Device throttling(String id, String feeder) {
        Device plain = Timeline.miner(id, "3000 W", "100 TH/s");
        return new Device(
                plain.id(),
                plain.family(),
                plain.model(),
                plain.endpoint(),
                feeder == null ? null : new FeederId(feeder),
                plain.running(),
                plain.standby(),
                plain.hashRate(),
                plain.envelope(),
                plain.timing(),
                Set.of(Capability.CURTAIL, Capability.METERED, Capability.CAP),
                Labels.NONE,
                new PowerCurve(
                        List.of(level("1800 W", "70 TH/s"), level("2400 W", "88 TH/s")),
                        PowerCurve.Origin.PROFILES));
    }

    static PowerCurve.Level level(String power, String hashRate) {
        return new PowerCurve.Level(
                power, QuantityFormat.parsePower(power), QuantityFormat.parseHashRate(hashRate));
    }

    static Frequency hertz(String text) {
        return QuantityFormat.parseFrequency(text);
    }

    static Timeline ready(Timeline site, String level) {
        return site.at("60 s").allHash().meterHasRead(level, 60);
    }

    static long expected(Plan plan) {
        return plan.expected().watts();
    }

    private StackedSite() {}
}
