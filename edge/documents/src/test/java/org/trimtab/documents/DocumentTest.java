package org.trimtab.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;

class DocumentTest {
    @TempDir private Path directory;

    @Test
    void shouldReadValuesBlocksAndListsWhenTheFileIsRight() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("site.yaml"),
                        """
                        site: west-1   # a comment
                        limit: 12.5 MW
                        tags: [a, b]
                        one: c
                        feeder:
                          id: f1
                        meters:
                          - id: m1
                          - id: m2
                        """);
        Section root = Document.read(file);

        assertThat(root.text("site")).isEqualTo("west-1");
        assertThat(root.value("limit", QuantityFormat::parsePower))
                .isEqualTo(Power.ofWatts(12_500_000));
        assertThat(root.values("tags", t -> t)).containsExactly("a", "b");
        assertThat(root.values("one", t -> t)).containsExactly("c");
        assertThat(root.values("none", t -> t)).isEmpty();
        assertThat(root.section("feeder").text("id")).isEqualTo("f1");
        assertThat(root.sections("meters"))
                .extracting(m -> m.text("id"))
                .isEqualTo(List.of("m1", "m2"));
        assertThat(root.text("colour", "red")).isEqualTo("red");
        assertThat(root.<String>find("colour", t -> t)).isNull();
        assertThat(root.findSection("policy")).isNull();
        root.done();
    }

    @Test
    void shouldNameLineKeyAndFormWhenAUnitIsMissing() {
        Section root = parse("site: a\n\nlimit: 12.5\n");
        assertBad(
                () -> root.value("limit", QuantityFormat::parsePower),
                "site.yaml line 3: key \"limit\": \"12.5\" has no unit; write a power such as \"12.5 MW\"");
    }

    @Test
    void shouldNameTheFullPathWhenAKeyDeepInsideIsWrong() {
        Section meter =
                parse("meters:\n  - id: a\n  - id: b\n    every: soon\n").sections("meters").get(1);
        assertBad(
                () -> meter.value("every", QuantityFormat::parseDuration),
                "site.yaml line 4: key \"meters[1].every\": \"soon\" is not a duration");
    }

    @Test
    void shouldNameTheNearestKeyWhenOneIsUnknown() {
        Section root = parse("site: a\nmetres: 5\n");
        root.text("site");
        root.sections("meters");
        assertBad(
                root::done,
                "site.yaml line 2: unknown key \"metres\"; did you mean \"meters\"?"
                        + " Known here: meters, site");
    }

    @Test
    void shouldNameAMistypedKeyBeforeAMissingOneWhenTheKeysAreSaidFirst() {
        assertBad(
                () -> parse("famly: a\n").only("family", "model").text("family"),
                "line 1: unknown key \"famly\"; did you mean \"family\"? Known here: family, model");
        assertThat(parse("family: a\n").only("family", "model").text("family")).isEqualTo("a");
    }

    @Test
    void shouldOnlyListWhatIsKnownWhenNothingIsNear() {
        Section root = parse("site: a\nphotosynthesis: 5\n");
        root.text("site");
        assertBad(root::done, "unknown key \"photosynthesis\"; Known here: site");
    }

    @Test
    void shouldShowALongOrOddKeyOnOneShortLine() {
        Section root = parse("\"a\\nb" + "x".repeat(900) + "\": 1\n");
        assertThatThrownBy(root::done)
                .isInstanceOf(BadDocument.class)
                .hasMessageStartingWith("site.yaml line 1: unknown key \"a?bxxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(160));
    }

    @Test
    void shouldNameTheSecondLineWhenAKeyIsGivenTwice() {
        assertBad(() -> parse("site: a\nlimit: 1 W\nsite: b\n"), "line 3", "\"site\"", "twice");
        assertBad(
                () -> parse("f:\n  id: a\n  id: b\n").section("f"),
                "site.yaml line 3: key \"id\" is given twice");
    }

    @Test
    void shouldNameTheKeyWhenItIsMissingOrOfTheWrongShape() {
        assertBad(() -> parse("a: 1\n").text("site"), "line 1", "key \"site\" is missing");
        assertBad(() -> parse("a: 1\n").section("mining"), "block \"mining\" is missing");
        assertBad(() -> parse("a: 1\n").section("a"), "line 1: key \"a\"", "block of keys");
        assertBad(() -> parse("a: {b: 1}\n").text("a"), "line 1: key \"a\"", "single value");
        assertBad(() -> parse("a: [1]\n").sections("a"), "line 1: key \"a\"", "list of blocks");
        assertBad(() -> parse("a:\n").section("a"), "line 1: key \"a\"", "block of keys");
    }

    @Test
    void shouldNameTheLineWhenTheTextIsNoYaml() {
        assertBad(() -> parse("a: 1\nb: [1, 2\nc: 3\n"), "site.yaml line 3");
        assertBad(() -> parse("a: 1\n\tb: 2\n"), "site.yaml line 2");
        assertBad(() -> parse("a: 1\n---\nb: 2\n"), "site.yaml line 2");
        assertBad(() -> parse("a: !!java.net.URL [\"http://x\"]\n").text("a"), "line 1: key \"a\"");
        assertBad(() -> parse("? {x: 1}\n: 2\n"), "line 1");
    }

    @Test
    void shouldSayWhatIsExpectedWhenThereAreNoKeys() {
        assertBad(() -> parse(""), "site.yaml: expected keys and values");
        assertBad(() -> parse("# nothing\n"), "site.yaml: expected keys and values");
        assertBad(() -> parse("just words\n"), "site.yaml: expected keys and values");
        assertBad(() -> parse("- a\n- b\n"), "site.yaml: expected keys and values");
    }

    @Test
    void shouldRefuseAliasesSoThatNothingCanGrow() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append(String.format("a%d: &a%d [*a%d, *a%d]%n", i, i, i - 1, i - 1));
        }
        assertBad(() -> parse(bomb.toString()), "site.yaml line 2: aliases");
    }

    @Test
    void shouldRefuseWhenNestedTooDeeply() {
        assertBad(
                () -> parse("a: " + "[".repeat(100_000)),
                "site.yaml line 1: nested deeper than 20");
        assertBad(() -> parse("{a: ".repeat(50_000)), "site.yaml line 1: nested deeper than 20");
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            blocks.append(" ".repeat(i)).append("k:\n");
        }
        assertBad(
                () -> parse(blocks + " ".repeat(25) + "k: 1\n"), "line 21: nested deeper than 20");
    }

    @Test
    void shouldRefuseWhenTheFileIsTooLarge() throws IOException {
        Path file = directory.resolve("big.yaml");
        byte[] bytes = new byte[Document.SIZE_BYTES_MAX + 1];
        java.util.Arrays.fill(bytes, (byte) '#');
        Files.write(file, bytes);
        assertBad(
                () -> Document.read(file),
                "big.yaml: the file is too large; at most 8,388,608 bytes");
    }

    @Test
    void shouldSayWhichFileWhenItCannotBeRead() throws IOException {
        Path missing = directory.resolve("nowhere.yaml");
        Path notText = directory.resolve("latin.yaml");
        Files.write(notText, "site: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertBad(() -> Document.read(missing), "nowhere.yaml: there is no such file");
        assertBad(() -> Document.read(notText), "latin.yaml: the file is not UTF-8 text");
        assertBad(() -> Document.read(directory), directory + ": cannot be read");
    }

    @Test
    void shouldReadEveryTextOrSayWhyNotWhenBytesAreChanged() {
        String right = "site: west-1\nmeters:\n  - {id: main, every: 1 s}\nlist: [a, 'b', \"c\"]\n";
        java.util.Random random = new java.util.Random(11);
        for (int round = 0; round < 3_000; round++) {
            char[] letters = right.toCharArray();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                letters[random.nextInt(letters.length)] =
                        ":-[]{}\"'&*!|>#%@`\n\t \0x".charAt(random.nextInt(22));
            }
            try {
                Section root = parse(new String(letters));
                root.find("site", t -> t);
                root.sections("meters").forEach(m -> m.find("id", t -> t));
                root.values("list", t -> t);
                root.done();
            } catch (BadDocument e) {
                assertThat(e.getMessage()).startsWith("site.yaml").doesNotContain("\n");
            }
        }
    }

    private static Section parse(String text) {
        return Document.parse("site.yaml", text);
    }

    private static void assertBad(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(BadDocument.class).hasMessageContainingAll(parts);
    }
}
