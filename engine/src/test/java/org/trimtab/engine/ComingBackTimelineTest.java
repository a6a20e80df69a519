package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.tenThatThrottle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.SiteLimits;

/** Devices on their way back draw less than they will: nobody else may be given the difference. */
class ComingBackTimelineTest {
    private static final String[] BEHIND_F1 = {"m1", "m2", "m3", "m4", "m5"};
    private static final String[] ELSEWHERE = {"m6", "m7", "m8", "m9", "m10"};

    @Test
    void shouldNotGiveAwayTheRoomOfDevicesThatStillClimb() {
        Timeline site = tenBehindAFeederOf(10_000);
        allSleepAndAreWoken(site);
        String[] raised = raisedBehindF1(site);
        assertThat(asked(site, BEHIND_F1)).isBetween(9_000L, 10_000L);
        site.at("406 s").draws("1700 W", raised).expectPhase(raised[0], Phase.FREE);
        assertThat(asked(site.at("407 s"), BEHIND_F1))
                .as("half way up")
                .isLessThanOrEqualTo(10_000);
        site.at("409 s").draws("1800 W", raised).at("410 s");
        assertThat(asked(site, BEHIND_F1)).as("a little further").isLessThanOrEqualTo(10_000);
    }

    @Test
    void shouldNotGiveAwayTheRoomOfDevicesThatWereHeldLower() {
        Timeline site = tenBehindAFeederOf(13_500);
        site.at("80 s").instructLimit("e1", "18.5 kW", "10m").acceptsAll();
        site.at("90 s").drawAsAsked().meterReads("18 kW");
        site.at("400 s").drawAsAsked().cancel("e1").acceptsAll();
        String[] raised = raisedBehindF1(site);
        assertThat(asked(site, BEHIND_F1)).isLessThanOrEqualTo(13_500);
        site.at("401 s").draws("1900 W", raised).at("402 s");
        assertThat(asked(site, BEHIND_F1)).as("just begun").isLessThanOrEqualTo(13_500);
    }

    @Test
    void shouldTakeWhatADeviceDrawsForItsOwnOnceItHadItsTime() {
        Timeline site = tenBehindAFeederOf(10_000);
        allSleepAndAreWoken(site);
        String[] raised = raisedBehindF1(site);
        site.at("406 s").draws("1700 W", raised);
        site.at("430 s").draws("1700 W", raised).at("431 s");
        assertThat(asked(site, BEHIND_F1)).as("they draw half for good").isGreaterThan(10_000);
    }

    @Test
    void shouldNotBelieveThatClimbingDevicesAskedAgainDrawMoreThanTheySay() {
        Timeline site = tenBehindAFeederOf(16_000);
        allSleepAndAreWoken(site);
        site.at("402 s").draws("700 W", BEHIND_F1).draws("700 W", ELSEWHERE).meterReads("7 kW");
        site.at("411 s").meterReads("8 kW").instructLimit("e2", "25 kW", "10m").acceptsAll();
        site.draws("800 W", BEHIND_F1).draws("800 W", ELSEWHERE).meterReads("8 kW");
        assertThat(site.outputs())
                .as("the meter is low because they climb")
                .doesNotHaveAnyElementsOfTypes(Output.Alarm.class);
        site.at("412 s").meterReads("8 kW").at("413 s");
        long asked = asked(site, BEHIND_F1) + asked(site, ELSEWHERE);
        assertThat(asked).isLessThanOrEqualTo(25_000);
    }

    private static void allSleepAndAreWoken(Timeline site) {
        site.at("80 s").instructLimit("e1", "1 kW", "10m").acceptsAll();
        site.at("90 s").asleep(BEHIND_F1).asleep(ELSEWHERE).meterReads("250 W");
        site.at("400 s").asleep(BEHIND_F1).asleep(ELSEWHERE).cancel("e1").acceptsAll();
    }

    private static Timeline tenBehindAFeederOf(long watts) {
        Timeline site =
                tenThatThrottle(
                        SiteLimits.NONE, new Feeder(new FeederId("f1"), Power.ofWatts(watts)));
        ready(site, "30 kW").acceptsAll().at("70 s").drawAsAsked();
        long level = asked(site, BEHIND_F1) + asked(site, ELSEWHERE);
        return site.meterReads(level + " W");
    }

    private static String[] raisedBehindF1(Timeline site) {
        return lastAsked(site).entrySet().stream()
                .filter(asked -> List.of(BEHIND_F1).contains(asked.getKey()))
                .filter(asked -> !asked.getValue().isSleep())
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** What these draw together when each does what it was last asked, W. */
    private static long asked(Timeline site, String... ids) {
        Map<String, Action> last = lastAsked(site);
        long sum = 0;
        for (String id : ids) {
            sum +=
                    switch (last.getOrDefault(id, Action.WAKE)) {
                        case Action.State state -> state == Action.State.SLEEP ? 25 : 3_000;
                        case Action.CapAt cap -> cap.most().watts();
                    };
        }
        return sum;
    }

    private static Map<String, Action> lastAsked(Timeline site) {
        Map<String, Action> asked = new LinkedHashMap<>();
        for (Command command : site.sent()) {
            asked.put(command.device().value(), command.action());
        }
        return asked;
    }
}
