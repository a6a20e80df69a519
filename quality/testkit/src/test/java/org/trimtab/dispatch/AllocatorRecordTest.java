package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.trimtab.testkit.Seeded;

/** However an allocator finds its drafts, they stay those that journals were written with. */
class AllocatorRecordTest {
    private static final int SITES = 1_000;
    private static final int ROUNDS = 12;

    /** What every move of every draft came to when this was recorded. */
    private static final long RECORDED = 3_210_549_379_564_226_890L;

    @Test
    void shouldDraftWhatWasRecordedWhenSitesLiveThroughTheSame() {
        long told = 0;
        for (int seed = 1; seed <= SITES; seed++) {
            told = told * 31 + lived(Seeded.of(seed));
        }
        assertThat(told).isEqualTo(RECORDED);
    }

    private static long lived(Seeded any) {
        AllocatorCase site = new AllocatorCase(any, any.chance(10) ? 400 : 20, 4);
        long told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            change(any, site);
            long[] needs = site.needs(any);
            long watts = any.longFrom(0, site.allocator.level());
            Draft draft;
            if (any.chance(60)) {
                draft = site.allocator.lower(any.chance(80) ? watts : 0, needs);
            } else {
                long[] rooms = new long[site.behind.length];
                Arrays.setAll(rooms, _ -> any.longFrom(0, 40_000));
                draft = site.allocator.raise(watts, rooms);
            }
            told = told * 31 + tell(draft, needs.length);
            if (any.chance(70)) {
                site.allocator.apply(draft);
            }
            told = told * 31 + site.allocator.rank(any.intFrom(0, site.devices - 1));
        }
        return told;
    }

    private static void change(Seeded any, AllocatorCase site) {
        Allocator allocator = site.allocator;
        if (any.chance(40)) {
            allocator.horizon(Duration.ofMinutes(any.intFrom(1, 240)));
        }
        for (int i = any.intFrom(0, 6); i > 0; i--) {
            int d = any.intFrom(0, site.devices - 1);
            int last = allocator.points(d) - 1;
            switch (any.intFrom(0, 5)) {
                case 0 -> allocator.turns(d, any.intFrom(0, 3));
                case 1 -> allocator.stand(d, any.intFrom(0, last));
                case 2 -> allocator.draw(d, any.longFrom(0, 5_000));
                case 3 -> {
                    int high = any.intFrom(0, last);
                    allocator.window(d, any.intFrom(0, high), high);
                }
                case 4 -> allocator.window(d, 0, last);
                default -> {
                    int from = any.intFrom(0, last);
                    allocator.window(d, from, from);
                    allocator.stand(d, from);
                }
            }
        }
        if (any.chance(3)) {
            int d = any.intFrom(0, site.devices - 1);
            allocator.describe(d, -1, new long[] {20, 1_500, 3_000}, new long[] {90, 30, 0}, 10);
        }
    }

    private static long tell(Draft draft, int groups) {
        long told = draft.size();
        for (int i = 0; i < draft.size(); i++) {
            told = told * 31 + draft.place(i);
            told = told * 31 + draft.from(i);
            told = told * 31 + draft.to(i);
            told = told * 31 + draft.watts(i);
            told = told * 31 + draft.because(i).name().hashCode();
        }
        for (int g = 0; g < groups; g++) {
            told = told * 31 + draft.groupShortfallWatts(g);
        }
        told = told * 31 + draft.givenWatts();
        told = told * 31 + draft.shortfallWatts();
        return told * 31 + draft.lossMicroDollarsPerHour();
    }
}
