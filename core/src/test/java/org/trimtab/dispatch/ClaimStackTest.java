package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Conflict.Reason;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

class ClaimStackTest {
    /** ers and rrs may not share, ers and ecrs may not, ecrs and rrs may. */
    private static final ProgramBook BOOK =
            new ProgramBook(
                    List.of(
                            rule("ers", Rank.GRID_EMERGENCY, "rrs", "ecrs"),
                            rule("rrs", Rank.GRID_EMERGENCY),
                            rule("ecrs", Rank.GRID_EMERGENCY)));

    private static ProgramRule rule(String name, Rank rank, String... excludes) {
        return new ProgramRule(name, rank, Set.of(excludes), Duration.ofMinutes(10));
    }

    private static Power mw(long megawatts) {
        return Power.ofWatts(megawatts * 1_000_000);
    }

    private static Reduction less(long megawatts) {
        return Reduction.ofWatts(megawatts * 1_000_000);
    }

    private static Claim limit(String cause, Rank rank, long megawatts) {
        return Claim.limit(cause, "event", rank, mw(megawatts));
    }

    private static Claim setPoint(String cause, long megawatts) {
        return Claim.setPoint(cause, "sced", Rank.SET_POINT, mw(megawatts));
    }

    private static Claim reduction(String cause, String program, long baseline, long reduction) {
        return Claim.reduction(cause, program, Rank.PROGRAM_EVENT, mw(baseline), less(reduction));
    }

    private static Claim reserve(String cause, String program, long lowest, long reserve) {
        return Claim.reserve(cause, program, Rank.GRID_EMERGENCY, mw(lowest), less(reserve));
    }

    private static Band resolved(Claim... claims) {
        return ClaimStack.resolve(List.of(claims), BOOK);
    }

    private static void assertBand(Band band, long floor, Long ceiling) {
        assertThat(band.floor()).isEqualTo(mw(floor));
        assertThat(band.ceiling()).isEqualTo(ceiling == null ? null : mw(ceiling));
    }

    @Test
    void shouldLeaveTheLevelOpenWhenNobodyAsks() {
        assertThat(resolved()).isEqualTo(Band.OPEN);
    }

    @Test
    void shouldTakeTheLowestCeilingWhenSeveralLimitTheSite() {
        Band band =
                resolved(
                        limit("site", Rank.SITE_LIMIT, 90),
                        limit("event-1", Rank.PROGRAM_EVENT, 60),
                        limit("price", Rank.PRICE, 70));

        assertThat(band).isEqualTo(new Band(Power.ZERO, mw(60), null, "event-1", List.of()));
    }

    @Test
    void shouldKeepToTheSetPointWhenAWeakerEventAsksForLess() {
        Band band = resolved(limit("event-1", Rank.PROGRAM_EVENT, 40), setPoint("track", 60));

        assertThat(band)
                .isEqualTo(
                        new Band(
                                mw(60),
                                mw(60),
                                "track",
                                "track",
                                List.of(
                                        new Conflict(
                                                "event-1",
                                                "track",
                                                less(20),
                                                Reason.STRONGER_RANK))));
    }

    @Test
    void shouldCutASetPointToWhatSafetyLeaves() {
        Band band = resolved(setPoint("track", 60), limit("hand", Rank.SAFETY, 50));

        assertBand(band, 50, 50L);
        assertThat(band.floorBy()).isEqualTo("track");
        assertThat(band.ceilingBy()).isEqualTo("hand");
        assertThat(band.conflicts())
                .containsExactly(new Conflict("track", "hand", less(10), Reason.STRONGER_RANK));
    }

    @Test
    void shouldCutASetPointBelowAHeldReserveToItsFloor() {
        Band band = resolved(setPoint("track", 12), reserve("award", "rrs", 5, 20));

        assertBand(band, 25, 25L);
        assertThat(band.conflicts())
                .containsExactly(new Conflict("track", "award", less(13), Reason.STRONGER_RANK));
    }

    @Test
    void shouldLetTheFirstGoFirstWhenTwoSetPointsHaveOneRank() {
        Band band = resolved(setPoint("first", 60), setPoint("second", 40));

        assertBand(band, 60, 60L);
        assertThat(band.conflicts())
                .containsExactly(new Conflict("second", "first", less(20), Reason.CAME_FIRST));
    }

    @Test
    void shouldLetTheLowestCeilingRuleWhenReductionsMayShare() {
        assertBand(
                resolved(reduction("a", "rrs", 100, 20), reduction("b", "ecrs", 100, 30)), 0, 70L);
    }

    @Test
    void shouldAddReductionsUpWhenTheirProgramsMayNotShare() {
        Band band = resolved(reduction("a", "rrs", 100, 20), reduction("b", "ers", 100, 30));

        assertThat(band).isEqualTo(new Band(Power.ZERO, mw(50), null, "b", List.of()));
    }

    @Test
    void shouldCountFromTheHigherBaselineWhenTheSecondWasMeasuredAfterTheFirstFell() {
        assertBand(resolved(reduction("a", "rrs", 100, 20), reduction("b", "ers", 80, 30)), 0, 50L);
    }

    @Test
    void shouldCountAProgramOnceWithItsMostWhenItAsksTwice() {
        assertBand(
                resolved(
                        reduction("a", "rrs", 100, 20),
                        reduction("b", "rrs", 100, 25),
                        reduction("c", "ers", 100, 30)),
                0,
                45L);
    }

    @Test
    void shouldTakeTheHeaviestGroupThatExcludesEachOther() {
        assertBand(
                resolved(
                        reduction("a", "rrs", 100, 20),
                        reduction("b", "ecrs", 100, 35),
                        reduction("c", "ers", 100, 30)),
                0,
                35L);
    }

    @Test
    void shouldNotLetAStackReachHigherThanTheLowestOfItsCeilings() {
        assertBand(
                resolved(reduction("a", "rrs", 100, 40), reduction("b", "ers", 300, 10)), 0, 60L);
    }

    @Test
    void shouldSayMegawattsAreTakenWhenAStackGoesBelowZero() {
        Band band = resolved(reduction("a", "rrs", 100, 70), reduction("b", "ers", 100, 50));

        assertBand(band, 0, 0L);
        assertThat(band.conflicts())
                .containsExactly(new Conflict("b", "a", less(20), Reason.MEGAWATTS_TAKEN));
    }

    @Test
    void shouldNameTheOneItStacksOnWhenAnotherCameBefore() {
        Band band =
                resolved(
                        reduction("small", "rrs", 100, 10),
                        reduction("large", "ecrs", 100, 70),
                        reduction("last", "ers", 100, 50));

        assertThat(band.conflicts())
                .containsExactly(new Conflict("last", "large", less(20), Reason.MEGAWATTS_TAKEN));
    }

    @Test
    void shouldSayNothingIsLeftWhenOneReductionIsMoreThanItsBaseline() {
        Band band = resolved(reduction("a", "rrs", 10, 15));

        assertBand(band, 0, 0L);
        assertThat(band.conflicts())
                .containsExactly(
                        new Conflict("a", ClaimStack.NO_LOAD, less(5), Reason.STRONGER_RANK));
    }

    @Test
    void shouldAddReservesUpAboveTheLowestWhenTheirProgramsMayNotShare() {
        assertBand(resolved(reserve("a", "rrs", 5, 20), reserve("b", "ers", 5, 10)), 35, null);
        assertBand(resolved(reserve("a", "rrs", 5, 20), reserve("b", "ecrs", 5, 10)), 25, null);
    }

    @Test
    void shouldSayMegawattsAreTakenWhenTwoReservesDoNotFitUnderALimit() {
        Band band =
                resolved(
                        limit("site", Rank.SAFETY, 30),
                        reserve("a", "rrs", 5, 20),
                        reserve("b", "ers", 5, 10));

        assertBand(band, 30, 30L);
        assertThat(band.conflicts())
                .containsExactly(new Conflict("b", "a", less(5), Reason.MEGAWATTS_TAKEN));
    }

    @Test
    void shouldKeepAReserveReadyWhenAWeakerReductionWouldEatIt() {
        Band band = resolved(reserve("award", "rrs", 5, 20), reduction("event", "ers", 40, 30));

        assertBand(band, 25, 25L);
        assertThat(band.conflicts())
                .containsExactly(new Conflict("event", "award", less(15), Reason.MEGAWATTS_TAKEN));
    }

    @Test
    void shouldLetGoOfAReserveWhenItsOwnProgramCallsIt() {
        assertThat(resolved(reserve("award", "rrs", 5, 20), reduction("call", "rrs", 40, 20)))
                .isEqualTo(new Band(Power.ZERO, mw(20), null, "call", List.of()));
    }

    @Test
    void shouldHoldTheRestOfAReserveWhenOnlyPartOfItIsCalled() {
        assertBand(
                resolved(reserve("award", "rrs", 5, 20), reduction("call", "rrs", 40, 8)), 17, 32L);
    }

    @Test
    void shouldLetGoOfAReserveWhenItsOwnProgramAsksForALowerLevel() {
        Band band =
                resolved(
                        reserve("award", "rrs", 5, 20),
                        Claim.limit("call", "rrs", Rank.GRID_EMERGENCY, mw(5)));

        assertThat(band).isEqualTo(new Band(Power.ZERO, mw(5), null, "call", List.of()));
        assertBand(
                resolved(
                        reserve("award", "rrs", 5, 20),
                        Claim.limit("call", "rrs", Rank.GRID_EMERGENCY, mw(12))),
                12,
                12L);
    }

    @Test
    void shouldHoldTheOtherReserveWhenOneOfTwoIsCalled() {
        Band band =
                resolved(
                        reserve("a", "rrs", 5, 20),
                        reserve("b", "ers", 5, 10),
                        Claim.reduction("call", "ers", Rank.GRID_EMERGENCY, mw(35), less(10)));

        assertBand(band, 25, 25L);
        assertThat(band.conflicts()).isEmpty();
    }

    @Test
    void shouldReadLikeTheWorkedExampleOfTheConceptsPage() {
        Claim award = reserve("award", "rrs", 5, 20);
        Claim event = reduction("event", "ers", 85, 30);
        Claim site = limit("site", Rank.SITE_LIMIT, 90);

        assertThat(resolved(award, setPoint("track", 60), event, site))
                .isEqualTo(
                        new Band(
                                mw(60),
                                mw(60),
                                "track",
                                "track",
                                List.of(
                                        new Conflict(
                                                "event", "track", less(5), Reason.STRONGER_RANK))));
        assertThat(resolved(award, setPoint("track", 20), event, site))
                .isEqualTo(
                        new Band(
                                mw(25),
                                mw(25),
                                "award",
                                "track",
                                List.of(
                                        new Conflict(
                                                "track", "award", less(5), Reason.STRONGER_RANK))));
        Claim call = Claim.reduction("call", "rrs", Rank.GRID_EMERGENCY, mw(25), less(20));
        assertThat(resolved(award, setPoint("track", 20), event, site, call))
                .isEqualTo(
                        new Band(
                                mw(5),
                                mw(5),
                                "track",
                                "call",
                                List.of(
                                        new Conflict(
                                                "track", "call", less(15), Reason.STRONGER_RANK))));
    }

    @Test
    void shouldStayExactWhenLevelsAreAbsurd() {
        Band band =
                resolved(
                        Claim.limit("a", "event", Rank.SAFETY, Power.ofWatts(Long.MAX_VALUE)),
                        Claim.setPoint("b", "sced", Rank.SET_POINT, Power.ofWatts(Long.MIN_VALUE)));

        assertThat(band.floor()).isEqualTo(Power.ZERO);
        assertThat(band.ceiling()).isEqualTo(Power.ZERO);
        assertThat(band.conflicts())
                .containsExactly(
                        new Conflict(
                                "b",
                                ClaimStack.NO_LOAD,
                                Reduction.ofWatts(ClaimStack.WATTS_MOST),
                                Reason.STRONGER_RANK));
    }

    @Test
    void shouldReduceTooMuchRatherThanTooLittleWhenProgramsAreBeyondTheExactNumber() {
        int others = ClaimStackExclusions.PROGRAMS_EXACT + 2;
        List<ProgramRule> rules = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            rules.add(rule("p" + i, Rank.PROGRAM_EVENT, "all"));
            claims.add(reduction("c" + i, "p" + i, 1_000, 10));
        }
        claims.add(reduction("last", "all", 1_000, 100));

        Band band = ClaimStack.resolve(claims, new ProgramBook(rules));

        // The first sixteen share among themselves, so one of them counts; the two beyond count in
        // full.
        assertBand(band, 0, 870L);
    }

    @Test
    void shouldRefuseAClaimThatContradictsItself() {
        assertThatThrownBy(() -> new Claim("x", "event", Rank.PRICE, mw(2), mw(1), null))
                .hasMessageContaining("x asks for at least 2.000 MW and at most 1.000 MW");
    }

    @Test
    void shouldRefuseASetPointTheSiteCannotReach() {
        assertThat(admitted(setPoint("t", 4))).isEqualTo(Refusal.OUT_OF_REACH);
        assertThat(admitted(setPoint("t", 5))).isNull();
        assertThat(admitted(setPoint("t", 100))).isNull();
        assertThat(admitted(setPoint("t", 101))).isEqualTo(Refusal.OUT_OF_REACH);
    }

    @Test
    void shouldRefuseAReserveThatIsMoreThanTheSiteCanDraw() {
        assertThat(admitted(reserve("r", "rrs", 5, 95))).isNull();
        assertThat(admitted(reserve("r", "rrs", 5, 96))).isEqualTo(Refusal.OUT_OF_REACH);
    }

    @Test
    void shouldRefuseMegawattsThatAnExclusiveProgramHasTaken() {
        Claim owed = reserve("award", "rrs", 5, 60);

        assertThat(admitted(reduction("e", "ers", 100, 35), owed)).isNull();
        assertThat(admitted(reduction("e", "ers", 100, 36), owed))
                .isEqualTo(Refusal.MEGAWATTS_TAKEN);
        assertThat(admitted(reserve("e", "ers", 5, 36), owed)).isEqualTo(Refusal.MEGAWATTS_TAKEN);
        assertThat(admitted(reduction("call", "rrs", 100, 60), owed)).isNull();
        assertThat(admitted(reduction("e", "ecrs", 100, 60), owed)).isNull();
    }

    @Test
    void shouldTakeOnAReductionThatIsTooMuchOnlyByItself() {
        assertThat(admitted(reduction("e", "ers", 100, 120))).isNull();
    }

    private static Refusal admitted(Claim asked, Claim... owed) {
        return ClaimStack.admits(asked, List.of(owed), mw(5), mw(100), BOOK);
    }
}
