package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.testkit.Seeded;

class AllocatorTest {
    private static final long[] NO_GROUPS = {};
    private static final int CASES = 3_000;

    /** Each device: 1,000 W, nothing asleep, losing what is said per hour. */
    private static Allocator onOff(long... lossPerHour) {
        Allocator allocator = new Allocator(lossPerHour.length, new int[0]);
        for (int d = 0; d < lossPerHour.length; d++) {
            allocator.describe(d, -1, new long[] {0, 1_000}, new long[] {lossPerHour[d], 0}, 0);
        }
        return allocator;
    }

    private static List<Integer> places(Draft draft) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < draft.size(); i++) {
            places.add(draft.place(i));
        }
        return places;
    }

    @Test
    void shouldLoseAtMostOneStepMoreThanTheBestOfAllChoicesWhenTheSiteMustFall() {
        Seeded.forAll(
                CASES,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 6, 0);
                    long need = any.longFrom(0, site.most(-1));
                    Draft draft = site.allocator.lower(need, NO_GROUPS);
                    long least = site.leastCost(need, NO_GROUPS);
                    assertThat(draft.shortfallWatts()).isZero();
                    assertThat(site.cost(site.targets(draft)))
                            .as("%s of need %d", draft, need)
                            .isBetween(least, least + site.dearestStep());
                });
    }

    @Test
    void shouldLoseAtMostOneStepMoreForEachLimitWhenGroupsMustFallToo() {
        Seeded.forAll(
                CASES,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 6, 3);
                    long[] needs = site.needs(any);
                    long need = any.longFrom(0, site.most(-1));
                    long least = site.leastCost(need, needs);
                    Draft draft = site.allocator.lower(need, needs);
                    if (least >= 0) {
                        long limits = 1 + Arrays.stream(needs).filter(n -> n > 0).count();
                        assertThat(site.cost(site.targets(draft)))
                                .as("%s of need %d and %s", draft, need, Arrays.toString(needs))
                                .isBetween(least, least + limits * site.dearestStep());
                    }
                });
    }

    @Test
    void shouldMeetEveryNeedOrSayWhatIsShort() {
        Seeded.forAll(
                CASES,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 20, 5);
                    long[] needs = site.needs(any);
                    long need = any.longFrom(0, site.most(-1) + 1_000);
                    Draft draft = site.allocator.lower(need, needs);
                    int[] to = site.targets(draft);
                    assertThat(draft.givenWatts()).isEqualTo(site.gives(to, -1));
                    assertThat(draft.shortfallWatts())
                            .isEqualTo(Math.max(0, need - draft.givenWatts()))
                            .isEqualTo(Math.max(0, need - site.most(-1)));
                    for (int g = 0; g < needs.length; g++) {
                        assertThat(draft.groupShortfallWatts(g))
                                .isEqualTo(Math.max(0, needs[g] - site.gives(to, g)))
                                .isEqualTo(Math.max(0, needs[g] - site.most(g)));
                    }
                });
    }

    @Test
    void shouldMoveEachDeviceOnceAndInsideItsWindowWhateverIsAsked() {
        Seeded.forAll(
                CASES,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 20, 5);
                    Draft lower =
                            site.allocator.lower(any.longFrom(0, site.most(-1)), site.needs(any));
                    checkMoves(site, lower, 1);
                    long[] rooms = new long[site.behind.length];
                    Arrays.setAll(rooms, _ -> any.longFrom(0, 20_000));
                    checkMoves(site, site.allocator.raise(any.longFrom(0, 40_000), rooms), -1);
                });
    }

    private static void checkMoves(AllocatorCase site, Draft draft, int sign) {
        assertThat(places(draft)).doesNotHaveDuplicates();
        long loss = 0;
        for (int i = 0; i < draft.size(); i++) {
            int d = draft.place(i);
            assertThat(site.mayGo(d, draft.to(i))).as("move %d of %s", i, draft).isTrue();
            assertThat(draft.from(i)).isEqualTo(site.stand[d]).isNotEqualTo(draft.to(i));
            assertThat(draft.watts(i)).isEqualTo(site.draw[d] - site.watts[d][draft.to(i)]);
            assertThat(draft.watts(i) * sign).isPositive();
            loss += site.loss[d][draft.to(i)] - site.loss[d][draft.from(i)];
        }
        assertThat(draft.lossMicroDollarsPerHour()).isEqualTo(loss);
    }

    @Test
    void shouldNeverTakeMoreThanThereIsRoomForWhenGivingBack() {
        Seeded.forAll(
                CASES,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 20, 5);
                    long room = any.longFrom(0, 30_000);
                    long[] rooms = new long[site.behind.length];
                    Arrays.setAll(rooms, _ -> any.longFrom(0, 10_000));
                    Draft draft = site.allocator.raise(room, rooms);
                    int[] to = site.targets(draft);
                    assertThat(-draft.givenWatts())
                            .isBetween(0L, room)
                            .isEqualTo(-site.gives(to, -1));
                    for (int g = 0; g < rooms.length; g++) {
                        assertThat(-site.gives(to, g)).isBetween(0L, rooms[g]);
                    }
                    checkNothingMoreFits(site, to, room, rooms);
                });
    }

    /** Nobody who stays could have taken its last step: the room that is left is less than anybody's. */
    private static void checkNothingMoreFits(
            AllocatorCase site, int[] to, long room, long[] rooms) {
        for (int d = 0; d < site.devices; d++) {
            int top = site.highest[d];
            boolean mayRise = to[d] == site.stand[d] && to[d] < top && site.mayRise(d, top);
            long takes = site.watts[d][top] - site.draw[d];
            if (mayRise && site.loss[d][to[d]] > 0) {
                long left = room + site.gives(to, -1);
                for (int g = 0; g < rooms.length; g++) {
                    if (site.isBehind(d, g)) {
                        left = Math.min(left, rooms[g] + site.gives(to, g));
                    }
                }
                assertThat(takes).as("device %d could rise", d).isGreaterThan(left);
            }
        }
    }

    @Test
    void shouldDraftTheSameWhenAskedAgainAndWhenEverythingIsSaidInAnotherOrder() {
        Seeded.forAll(
                500,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 60, 3);
                    long need = any.longFrom(0, site.most(-1));
                    long[] needs = site.needs(any);
                    Draft first = site.allocator.lower(need, needs);
                    assertThat(site.allocator.lower(need, needs).toString())
                            .isEqualTo(first.toString());
                    site.allocator.apply(first);
                    site.allocator.lower(any.longFrom(0, 3_000), needs);
                    for (int d = site.devices - 1; d >= 0; d--) {
                        site.allocator.stand(d, site.stand[d]);
                        site.allocator.draw(d, site.draw[d]);
                    }
                    assertThat(site.allocator.lower(need, needs).toString())
                            .isEqualTo(first.toString());
                });
    }

    @Test
    void shouldDraftAsIfNewWhenItFollowedManyChanges() {
        Seeded.forAll(
                300,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 200, 3);
                    for (int i = 0; i < 10; i++) {
                        long[] needs = new long[site.behind.length];
                        site.allocator.apply(site.allocator.lower(any.longFrom(0, 20_000), needs));
                        Arrays.fill(needs, Long.MAX_VALUE);
                        site.allocator.apply(site.allocator.raise(any.longFrom(0, 20_000), needs));
                        int d = any.intFrom(0, site.devices - 1);
                        int last = site.watts[d].length - 1;
                        site.lowest[d] = any.chance(50) ? 0 : site.allocator.point(d);
                        site.highest[d] = last;
                        site.allocator.window(d, site.lowest[d], last);
                    }
                    Allocator fresh = copy(site);
                    long[] needs = new long[site.behind.length];
                    long need = any.longFrom(0, 50_000);
                    assertThat(site.allocator.level()).isEqualTo(fresh.level());
                    assertThat(site.allocator.lower(need, needs).toString())
                            .isEqualTo(fresh.lower(need, needs).toString());
                    Arrays.fill(needs, Long.MAX_VALUE);
                    assertThat(site.allocator.raise(need, needs).toString())
                            .isEqualTo(fresh.raise(need, needs).toString());
                });
    }

    /** One that was told at once where all of another's devices stand now. */
    private static Allocator copy(AllocatorCase site) {
        Allocator fresh = new Allocator(site.devices, site.behind);
        fresh.horizon(Duration.ofSeconds(site.horizonSeconds));
        for (int d = 0; d < site.devices; d++) {
            fresh.describe(d, site.group[d], site.watts[d], site.loss[d], site.stop[d]);
            fresh.stand(d, site.allocator.point(d));
            fresh.draw(d, site.allocator.draw(d));
            fresh.turns(d, site.turns[d]);
            fresh.window(d, site.lowest[d], site.highest[d]);
        }
        return fresh;
    }

    @Test
    void shouldAskThoseThatSleptLessFirstWhenTheirWorkIsWorthTheSame() {
        Allocator allocator = onOff(60_000, 60_000, 60_000, 60_000);
        List<Integer> asked = new ArrayList<>();
        int[] sleeps = new int[4];
        for (int i = 0; i < 8; i++) {
            Draft draft = allocator.lower(1_000, NO_GROUPS);
            assertThat(draft.size()).isEqualTo(1);
            int d = draft.place(0);
            asked.add(d);
            allocator.apply(draft);
            allocator.turns(d, ++sleeps[d]);
            allocator.apply(allocator.raise(1_000, NO_GROUPS));
        }
        assertThat(asked).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void shouldPreferCheaperWorkWhateverItsTurns() {
        Allocator allocator = onOff(60_001, 60_000);
        allocator.turns(1, 9);
        assertThat(places(allocator.lower(1, NO_GROUPS))).containsExactly(1);
        assertThat(allocator.rank(1)).isZero();
        assertThat(allocator.rank(0)).isEqualTo(1);
    }

    @Test
    void shouldReturnToWhereItWasWhenTheSameIsGivenBack() {
        Seeded.forAll(
                500,
                any -> {
                    AllocatorCase site = new AllocatorCase(any, 40, 0);
                    for (int d = 0; d < site.devices; d++) {
                        int last = site.watts[d].length - 1;
                        site.allocator.window(d, 0, last);
                        site.allocator.stand(d, last);
                        site.allocator.draw(d, site.watts[d][last]);
                    }
                    long before = site.allocator.level();
                    Draft lower = site.allocator.lower(any.longFrom(0, before), NO_GROUPS);
                    site.allocator.apply(lower);
                    assertThat(site.allocator.level()).isEqualTo(before - lower.givenWatts());
                    Draft raise = site.allocator.raise(lower.givenWatts(), NO_GROUPS);
                    site.allocator.apply(raise);
                    // A throttled point that loses nothing is as good as full work, so it may be
                    // left where it is.
                    assertThat(raise.lossMicroDollarsPerHour())
                            .isEqualTo(-lower.lossMicroDollarsPerHour());
                    assertThat(site.allocator.level()).isEqualTo(before);
                });
    }

    @Test
    void shouldThrottleOneToLandOnTheNeedWhenSleepWouldGiveTooMuch() {
        Allocator allocator = new Allocator(2, new int[0]);
        for (int d = 0; d < 2; d++) {
            // Sleep is the cheapest way per MWh; the throttled points lie above the hull.
            allocator.describe(
                    d,
                    -1,
                    new long[] {0, 1_000, 2_000, 3_000},
                    new long[] {90_000, 80_000, 50_000, 0},
                    0);
        }
        Draft draft = allocator.lower(3_500, NO_GROUPS);
        assertThat(draft.size()).isEqualTo(2);
        assertThat(draft.to(0)).isZero();
        assertThat(draft.because(0)).isEqualTo(Because.CHEAPEST);
        assertThat(draft.to(1)).isEqualTo(2);
        assertThat(draft.because(1)).isEqualTo(Because.FITS_THE_REST);
        assertThat(draft.givenWatts()).isEqualTo(4_000);
        assertThat(draft.lossMicroDollarsPerHour()).isEqualTo(140_000);
    }

    @Test
    void shouldChooseASmallerDeviceForTheRestWhenTheNextInMeritIsLarge() {
        Allocator allocator = new Allocator(3, new int[0]);
        allocator.describe(0, -1, new long[] {0, 1_000}, new long[] {10_000, 0}, 0);
        allocator.describe(1, -1, new long[] {0, 9_000}, new long[] {180_000, 0}, 0);
        allocator.describe(2, -1, new long[] {0, 600}, new long[] {18_000, 0}, 0);
        Draft draft = allocator.lower(1_500, NO_GROUPS);
        assertThat(places(draft)).containsExactly(0, 2);
        assertThat(draft.because(1)).isEqualTo(Because.FITS_THE_REST);
    }

    @Test
    void shouldTakeFromBehindTheFeederFirstAndCountItForTheSite() {
        Allocator allocator = new Allocator(4, new int[] {-1, 0});
        long[] watts = {0, 1_000};
        allocator.describe(0, -1, watts, new long[] {10_000, 0}, 0);
        allocator.describe(1, 0, watts, new long[] {30_000, 0}, 0);
        allocator.describe(2, 1, watts, new long[] {70_000, 0}, 0);
        allocator.describe(3, 1, watts, new long[] {60_000, 0}, 0);
        Draft draft = allocator.lower(2_500, new long[] {1_500, 800});
        assertThat(places(draft)).containsExactly(3, 1, 0);
        assertThat(draft.because(0)).isEqualTo(Because.FEEDER_LIMIT);
        assertThat(draft.because(1)).isEqualTo(Because.FEEDER_LIMIT);
        assertThat(draft.because(2)).isEqualTo(Because.CHEAPEST);
        Draft tooMuch = allocator.lower(9_000, new long[] {3_500, 2_500});
        assertThat(tooMuch.shortfallWatts()).isEqualTo(5_000);
        assertThat(tooMuch.groupShortfallWatts(0)).isEqualTo(500);
        assertThat(tooMuch.groupShortfallWatts(1)).isEqualTo(500);
    }

    @Test
    void shouldNeverUseAPointThatRisesWhenThrottledAndSayHowMany() {
        Allocator allocator = new Allocator(1, new int[0]);
        int unused =
                allocator.describe(
                        0,
                        -1,
                        new long[] {100, 3_600, 2_000, 3_500},
                        new long[] {90_000, 10, 5, 0},
                        0);
        assertThat(unused).isEqualTo(1);
        assertThat(allocator.isUsable(0, 1)).isFalse();
        assertThat(allocator.lower(1, NO_GROUPS).to(0)).isEqualTo(2);
        assertThat(allocator.lower(1_501, NO_GROUPS).to(0)).isZero();
    }

    @Test
    void shouldGiveNothingWhenEverybodyIsLockedOrDrawsNothing() {
        Allocator allocator = onOff(10, 20, 30);
        for (int d = 0; d < 3; d++) {
            allocator.window(d, 1, 1);
        }
        Draft locked = allocator.lower(1_000, NO_GROUPS);
        assertThat(locked.size()).isZero();
        assertThat(locked.shortfallWatts()).isEqualTo(1_000);
        assertThat(allocator.rank(0)).isEqualTo(-1);
        for (int d = 0; d < 3; d++) {
            allocator.window(d, 0, 1);
            allocator.draw(d, 0);
        }
        assertThat(allocator.level()).isZero();
        assertThat(allocator.lower(1_000, NO_GROUPS).size()).isZero();
        Allocator none = new Allocator(0, new int[0]);
        assertThat(none.lower(5, NO_GROUPS).shortfallWatts()).isEqualTo(5);
        assertThat(none.raise(5, NO_GROUPS).size()).isZero();
        Allocator undescribed = new Allocator(2, new int[0]);
        assertThat(undescribed.lower(5, NO_GROUPS).shortfallWatts()).isEqualTo(5);
    }

    @Test
    void shouldWakeASleeperToItsHighestPointAllowedInOneMove() {
        Allocator allocator = new Allocator(1, new int[0]);
        long[] watts = {0, 1_000, 2_000, 3_000};
        allocator.describe(0, -1, watts, new long[] {90_000, 50_000, 20_000, 0}, 0);
        allocator.stand(0, 0);
        allocator.draw(0, 0);
        assertThat(allocator.raise(2_999, NO_GROUPS).size()).isZero();
        assertThat(allocator.raise(3_000, NO_GROUPS).to(0)).isEqualTo(3);
        allocator.window(0, 0, 2);
        assertThat(allocator.raise(2_500, NO_GROUPS).to(0)).isEqualTo(2);
        allocator.window(0, 0, 3);
        allocator.stand(0, 1);
        allocator.draw(0, 1_000);
        assertThat(allocator.raise(1_500, NO_GROUPS).to(0)).isEqualTo(2);
    }

    @Test
    void shouldWeighAStopMoreWhenTheHorizonIsShort() {
        Allocator allocator = new Allocator(2, new int[0]);
        allocator.describe(0, -1, new long[] {0, 1_000}, new long[] {50_000, 0}, 10_000);
        allocator.describe(1, -1, new long[] {0, 1_000}, new long[] {62_000, 0}, 0);
        allocator.horizon(Duration.ofHours(1));
        assertThat(allocator.costPerMwhMicroDollars(0, 1, 0)).isEqualTo(60_000_000);
        assertThat(places(allocator.lower(1, NO_GROUPS))).containsExactly(0);
        allocator.horizon(Duration.ofMinutes(30));
        assertThat(allocator.costPerMwhMicroDollars(0, 1, 0)).isEqualTo(70_000_000);
        assertThat(places(allocator.lower(1, NO_GROUPS))).containsExactly(1);
    }

    @Test
    void shouldRefuseWhatMakesNoSenseAndNameIt() {
        assertThatThrownBy(() -> new Allocator(1, new int[] {1, 0})).hasMessageContaining("itself");
        assertThatThrownBy(() -> new Allocator(1, new int[] {0})).hasMessageContaining("itself");
        assertThatThrownBy(() -> new Allocator(1, new int[] {7})).hasMessageContaining("group 7");
        assertThatThrownBy(() -> new Allocator(-1, new int[0])).hasMessageContaining("-1 devices");
        Allocator allocator = onOff(1);
        long[] two = {0, 0};
        assertThatThrownBy(() -> allocator.describe(0, 0, two, two, 0))
                .hasMessageContaining("group 0");
        assertThatThrownBy(() -> allocator.describe(0, -1, new long[] {0, -5}, two, 0))
                .hasMessageContaining("-5");
        assertThatThrownBy(() -> allocator.describe(0, -1, two, new long[] {0, 3}, 0))
                .hasMessageContaining("full work is 3");
        assertThatThrownBy(() -> allocator.describe(0, -1, new long[9], new long[9], 0))
                .hasMessageContaining("9 levels");
        assertThatThrownBy(() -> allocator.stand(0, 2)).hasMessageContaining("is 2");
        assertThatThrownBy(() -> allocator.window(0, 1, 0)).hasMessageContaining("lowest point");
        assertThatThrownBy(() -> allocator.draw(0, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> allocator.horizon(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> allocator.lower(1, new long[3])).hasMessageContaining("3 numbers");
    }
}
