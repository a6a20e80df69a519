package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/** What holds for any claims; a failure names the seed that brings them back. */
class ClaimStackPropertiesTest {
    private static final int CASES = 3_000;
    private static final long SEED = 20_261_123L;

    private static final class Case {
        final Random random;
        final ProgramBook book;
        final List<Claim> claims = new ArrayList<>();
        boolean reserves = true;

        Case(long seed) {
            random = new Random(seed);
            List<ProgramRule> rules = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Set<String> excludes = new TreeSet<>();
                for (int j = 0; j < i; j++) {
                    if (random.nextBoolean()) {
                        excludes.add("p" + j);
                    }
                }
                rules.add(
                        new ProgramRule(
                                "p" + i, Rank.PROGRAM_EVENT, excludes, Duration.ofMinutes(1)));
            }
            book = new ProgramBook(rules);
        }

        Case filled() {
            for (int i = random.nextInt(8); i >= 0; i--) {
                claims.add(claim(Rank.values()[random.nextInt(Rank.values().length)]));
            }
            return this;
        }

        Claim claim(Rank rank) {
            String cause = "c" + claims.size();
            String program = "p" + random.nextInt(5);
            Power level = Power.ofWatts(random.nextInt(200));
            Reduction watts = Reduction.ofWatts(random.nextInt(60));
            return switch (random.nextInt(reserves ? 4 : 3)) {
                case 0 -> Claim.limit(cause, program, rank, level);
                case 1 -> Claim.setPoint(cause, program, rank, level);
                case 2 -> Claim.reduction(cause, program, rank, level, watts);
                default -> Claim.reserve(cause, program, rank, Power.ofWatts(10), watts);
            };
        }

        Band band() {
            return ClaimStack.resolve(claims, book);
        }
    }

    private static void forAll(Consumer<Case> property) {
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            try {
                property.accept(new Case(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static Set<String> losers(Band band) {
        return band.conflicts().stream().map(Conflict::loser).collect(Collectors.toSet());
    }

    @Test
    void shouldAlwaysLeaveABandThatIsNotEmptyOrBelowZero() {
        forAll(any -> {
            Band band = any.filled().band();
            assertThat(band.floor()).isGreaterThanOrEqualTo(Power.ZERO);
            if (band.ceiling() != null) {
                assertThat(band.ceiling()).isGreaterThanOrEqualTo(band.floor());
            }
        });
    }

    @Test
    void shouldKeepEveryClaimWholeThatDoesNotLose() {
        forAll(any -> {
            any.reserves = false;
            Band band = any.filled().band();
            Set<String> losers = losers(band);
            for (Claim claim : any.claims) {
                if (losers.contains(claim.cause())) {
                    continue;
                }
                if (claim.ceiling() != null) {
                    assertThat(band.ceiling()).isLessThanOrEqualTo(claim.ceiling());
                }
                if (claim.floor() != null) {
                    assertThat(band.floor()).isGreaterThanOrEqualTo(claim.floor());
                }
            }
        });
    }

    @Test
    void shouldNeverGiveAStrongerClaimLessWhenAWeakerComes() {
        forAll(any -> {
            any.reserves = false;
            any.filled();
            Band before = any.band();
            Rank weakest =
                    any.claims.stream()
                            .map(Claim::rank)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            any.claims.add(any.claim(weakest));
            Band after = any.band();
            assertThat(after.floor()).isGreaterThanOrEqualTo(before.floor());
            if (before.ceiling() != null) {
                assertThat(after.ceiling()).isLessThanOrEqualTo(before.ceiling());
            }
            assertThat(after.conflicts().subList(0, before.conflicts().size()))
                    .isEqualTo(before.conflicts());
        });
    }

    @Test
    void shouldGiveTheSameBandWhenClaimsOfDifferentRanksComeInAnyOrder() {
        forAll(any -> {
            for (Rank rank : Rank.values()) {
                any.claims.add(any.claim(rank));
            }
            Band band = any.band();
            Collections.shuffle(any.claims, any.random);
            assertThat(any.band()).isEqualTo(band);
        });
    }

    @Test
    void shouldGiveTheSameLevelsWhenNobodyLosesWhateverTheOrder() {
        forAll(any -> {
            Band band = any.filled().band();
            Collections.shuffle(any.claims, any.random);
            Band other = any.band();
            if (band.conflicts().isEmpty()) {
                assertThat(other.conflicts()).isEmpty();
                assertThat(other.floor()).isEqualTo(band.floor());
                assertThat(other.ceiling()).isEqualTo(band.ceiling());
            }
        });
    }

    @Test
    void shouldChangeNothingWhenTheBandItselfIsClaimedAgain() {
        forAll(any -> {
            Band band = any.filled().band();
            any.claims.add(
                    new Claim("again", "event", Rank.PRICE, band.floor(), band.ceiling(), null));
            assertThat(any.band()).isEqualTo(band);
        });
    }

    @Test
    void shouldChangeNoLevelWhenEveryClaimComesTwice() {
        forAll(any -> {
            Band band = any.filled().band();
            any.claims.addAll(List.copyOf(any.claims));
            Band twice = any.band();
            assertThat(twice.floor()).isEqualTo(band.floor());
            assertThat(twice.ceiling()).isEqualTo(band.ceiling());
            assertThat(losers(twice)).containsAll(losers(band));
        });
    }

    @Test
    void shouldStackAsATrialOfEveryGroupDoes() {
        forAll(any -> {
            int count = 1 + any.random.nextInt(7);
            for (int i = 0; i < count; i++) {
                any.claims.add(
                        Claim.reduction(
                                "c" + i,
                                "p" + any.random.nextInt(5),
                                Rank.PROGRAM_EVENT,
                                Power.ofWatts(1_000 + any.random.nextInt(60)),
                                Reduction.ofWatts(any.random.nextInt(60))));
            }
            assertThat(any.band().ceiling())
                    .isEqualTo(Power.ofWatts(lowestByTrial(any.claims, any.book)));
        });
    }

    private static long lowestByTrial(List<Claim> claims, ProgramBook book) {
        long lowest = Long.MAX_VALUE;
        for (int mask = 1; mask < 1 << claims.size(); mask++) {
            long base = 0;
            long watts = 0;
            List<String> programs = new ArrayList<>();
            boolean allExclude = true;
            for (int i = 0; i < claims.size(); i++) {
                if ((mask & 1 << i) == 0) {
                    continue;
                }
                Claim claim = claims.get(i);
                base = Math.max(base, claim.ceiling().watts() + claim.reduction().watts());
                watts += claim.reduction().watts();
                allExclude &= programs.stream().noneMatch(p -> book.mayShare(p, claim.program()));
                programs.add(claim.program());
            }
            if (allExclude) {
                lowest = Math.min(lowest, base - watts);
            }
        }
        return lowest;
    }
}
