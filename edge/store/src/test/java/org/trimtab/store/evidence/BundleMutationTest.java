package org.trimtab.store.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.evidence.Verdict;

/** A thousand single bytes of a bundle changed, one at a time, to any other value: not one of them verifies. */
class BundleMutationTest {
    private static final int CHANGES = 1_000;

    @TempDir static Path folder;
    private static SigningKey key;

    @BeforeAll
    static void makeKey() throws IOException {
        key = SigningKey.createNew(folder.resolve("key.pem"));
    }

    private static void assertEveryChangeIsFound(byte[] bundle, long seed) {
        assertThat(EvidenceBundle.verify(bundle, null).findings()).isEmpty();
        SplittableRandom random = new SplittableRandom(seed);
        int[] offsets = random.ints(CHANGES, 0, bundle.length).toArray();
        int[] differences = random.ints(CHANGES, 1, 256).toArray();
        IntStream.range(0, CHANGES)
                .parallel()
                .forEach(i -> {
                    byte[] changed = bundle.clone();
                    changed[offsets[i]] ^= (byte) differences[i];
                    Verdict verdict = EvidenceBundle.verify(changed, null);
                    assertThat(verdict.findings())
                            .as("byte " + offsets[i] + " changed by " + differences[i])
                            .isNotEmpty()
                            .allMatch(f -> !f.part().isBlank() && !f.problem().isBlank());
                });
    }

    @Test
    void shouldFindEachOfAThousandChangedBytesOfAnEvent() {
        assertEveryChangeIsFound(
                EvidenceBundle.bytes(
                        SampleEvent.records(120, 20, 1, UnaryOperator.identity()),
                        SampleEvent.ABOUT,
                        key),
                41);
    }

    @Test
    void shouldFindEachOfAThousandChangedBytesOfASettlement() {
        assertEveryChangeIsFound(
                SettlementBundle.make(
                        SampleSettlement.given(),
                        SampleSettlement.statement(),
                        SampleSettlement.origin(),
                        "trimtab test",
                        key),
                42);
    }
}
