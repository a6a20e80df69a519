package org.trimtab.store.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.evidence.EvidenceFiles;
import org.trimtab.evidence.EvidenceKind;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.Json;
import org.trimtab.evidence.Manifest;
import org.trimtab.evidence.Verdict;
import org.trimtab.evidence.Verdict.Finding;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.Statement;

class EvidenceBundleTest {
    @TempDir static Path folder;
    private static SigningKey key;
    private static List<EvidenceRecord> records;
    private static byte[] small;

    @BeforeAll
    static void makeBundle() throws IOException {
        key = SigningKey.loadOrCreate(folder.resolve("key.pem"));
        records = SampleEvent.records(4, 1, 4, UnaryOperator.identity());
        small = EvidenceBundle.bytes(records, SampleEvent.ABOUT, key);
    }

    private static List<String> findings(byte[] bundle) {
        return EvidenceBundle.verify(bundle, null).findings().stream()
                .map(Finding::toString)
                .toList();
    }

    private static Map<String, byte[]> unzip(byte[] bundle) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void shouldBeValidWhenNothingWasChanged() {
        Verdict verdict = EvidenceBundle.verify(small, key.fingerprint());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.isValid()).isTrue();
        assertThat(verdict.about()).isEqualTo(SampleEvent.ABOUT);
        assertThat(verdict.fingerprint()).isEqualTo(key.fingerprint());
        assertThat(verdict.records()).isEqualTo(records.size());
    }

    @Test
    void shouldBeAnOrdinaryZipFileWithTheSixFiles() throws IOException {
        Map<String, byte[]> files = unzip(small);
        assertThat(files.keySet()).containsExactlyElementsOf(EvidenceFiles.NAMES);
        assertThat(new String(files.get(EvidenceFiles.README), UTF_8))
                .contains("e-1")
                .contains(key.fingerprint());
        assertThat(files.get(EvidenceFiles.SIGNATURE)).hasSize(64);
        assertThat(files.get(EvidenceFiles.RECORDS)).endsWith((byte) '\n');
    }

    @Test
    void shouldBeTheSameBytesWhenMadeAgain() throws IOException {
        Path file = folder.resolve("sub/e-1.zip");
        EvidenceBundle.write(file, records, SampleEvent.ABOUT, key);
        EvidenceBundle.write(file, records, SampleEvent.ABOUT, key);
        assertThat(file).hasBinaryContent(small);
        assertThat(EvidenceBundle.verify(file, null).isValid()).isTrue();
        try (var left = Files.list(folder.resolve("sub"))) {
            assertThat(left).containsExactly(file);
        }
    }

    /** Where each line of the records lies in the bundle; the newline belongs to its line. */
    private static List<int[]> lines(byte[] bundle) throws IOException {
        byte[] lines = unzip(bundle).get(EvidenceFiles.RECORDS);
        int start = indexOf(bundle, lines);
        List<int[]> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                found.add(new int[] {start + from, start + i});
                from = i + 1;
            }
        }
        return found;
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int i = 0; ; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
    }

    private static void assertFound(
            byte[] bundle, int offset, int bit, List<int[]> lines, Set<String> parts) {
        bundle[offset] ^= (byte) (1 << bit);
        Verdict verdict = EvidenceBundle.verify(bundle, null);
        bundle[offset] ^= (byte) (1 << bit);
        String where = "bit " + bit + " of byte " + offset;
        assertThat(verdict.isValid()).as(where).isFalse();
        assertThat(verdict.findings()).as(where).allMatch(f -> !f.part().isBlank());
        for (int k = 0; k < lines.size(); k++) {
            if (lines.get(k)[0] <= offset && offset <= lines.get(k)[1]) {
                String named = "record " + (k + 1);
                assertThat(verdict.findings())
                        .as(where)
                        .anyMatch(f -> f.part().equals(named) || f.part().startsWith(named + " ("))
                        .allMatch(f ->
                                f.part().startsWith("record")
                                        || f.part().equals(EvidenceFiles.RECORDS));
            }
        }
        verdict.findings().forEach(f -> parts.add(f.part().replaceAll("record \\d+.*", "record")));
    }

    @Test
    void shouldNameTheRecordOrPartWhenAnyByteIsFlipped() throws IOException {
        List<int[]> lines = lines(small);
        Set<String> parts = new ConcurrentSkipListSet<>();
        int[] bits = new Random(9).ints(small.length, 0, 8).toArray();
        IntStream.range(0, small.length)
                .parallel()
                .forEach(at -> assertFound(small.clone(), at, bits[at], lines, parts));
        Set<String> expected =
                EvidenceFiles.NAMES.stream()
                        .map(n -> "container around " + n)
                        .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(EvidenceFiles.NAMES);
        expected.addAll(List.of("record", "signature", "container around its end"));
        assertThat(parts).isEqualTo(expected);
    }

    @Test
    void shouldNameTheRecordWhenALineBreakAppearsOrGoes() throws IOException {
        List<int[]> lines = lines(small);
        byte[] bundle = small.clone();
        Set<String> parts = new TreeSet<>();
        for (int offset = lines.getFirst()[0]; offset <= lines.getLast()[1]; offset++) {
            for (int bit = 0; bit < 8; bit++) {
                if (bundle[offset] == '\n' || (bundle[offset] ^ 1 << bit) == '\n') {
                    assertFound(bundle, offset, bit, lines, parts);
                }
            }
        }
        assertThat(parts).contains("record", EvidenceFiles.RECORDS);
    }

    @Test
    void shouldNameTheRecordWhenAByteOfABigBundleIsFlipped() throws IOException {
        byte[] bundle =
                EvidenceBundle.bytes(
                        SampleEvent.records(600, 1_000, 1, UnaryOperator.identity()),
                        SampleEvent.ABOUT,
                        key);
        assertThat(EvidenceBundle.verify(bundle, null).findings()).isEmpty();
        List<int[]> lines = lines(bundle);
        Random random = new Random(10);
        Set<String> parts = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            assertFound(bundle, random.nextInt(bundle.length), random.nextInt(8), lines, parts);
        }
        assertThat(parts).contains("record", "manifest.json");
    }

    @Test
    void shouldFindWhatIsMissingWhenABundleIsCutAnywhere() {
        for (int length = 1; length < small.length; length += 13) {
            assertThat(findings(Arrays.copyOf(small, length)))
                    .as("cut to " + length)
                    .isNotEmpty()
                    .allMatch(f -> f.startsWith("container around"));
        }
        assertThat(findings(new byte[0])).containsExactly("bundle: is empty");
    }

    @Test
    void shouldFindWhatFollowsTheEnd() {
        byte[] longer = Arrays.copyOf(small, small.length + 3);
        assertThat(findings(longer))
                .containsExactly("container around its end: 3 bytes follow the end");
    }

    @Test
    void shouldSayThatItIsAnotherKindOfFile() throws IOException {
        assertThat(findings("site: west-1\n".repeat(100).getBytes(UTF_8)))
                .singleElement()
                .asString()
                .contains("another kind of file");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : unzip(small).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        assertThat(findings(out.toByteArray()))
                .isNotEmpty()
                .allMatch(f -> f.startsWith("container"));
    }

    @Test
    void shouldNeverThrowWhenBytesAreNoise() {
        Random random = new Random(12);
        for (int i = 0; i < 150; i++) {
            byte[] bundle = small.clone();
            for (int j = random.nextInt(40); j >= 0; j--) {
                bundle[random.nextInt(bundle.length)] = (byte) random.nextInt(256);
            }
            assertThat(findings(bundle)).isNotEmpty();
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            assertThat(findings(noise)).isNotEmpty();
        }
    }

    @Test
    void shouldNameTheSignatureAndTheKeyWhenSomebodyElseSigned() throws Exception {
        SigningKey other = SigningKey.loadOrCreate(folder.resolve("other.pem"));
        byte[] resigned = EvidenceBundle.bytes(records, SampleEvent.ABOUT, other);
        assertThat(findings(resigned)).isEmpty();
        assertThat(EvidenceBundle.verify(resigned, key.fingerprint()).findings())
                .singleElement()
                .asString()
                .startsWith("public-key.pem: signed by key " + other.fingerprint());
        EvidenceFiles theirs = other.seal(records, SampleEvent.ABOUT);
        EvidenceFiles ours = key.seal(records, SampleEvent.ABOUT);
        List<byte[]> mixed = new ArrayList<>(ours.contents());
        mixed.set(2, theirs.signature());
        assertThat(findings(BundleContainer.write(EvidenceFiles.of(mixed))))
                .singleElement()
                .asString()
                .startsWith("signature: ");
    }

    @Test
    void shouldNameTheRecordWhenItWasTakenOutOrPutInAndTheContainerMadeAnew() {
        EvidenceFiles files = key.seal(records, SampleEvent.ABOUT);
        List<String> lines = new ArrayList<>(new String(files.records(), UTF_8).lines().toList());
        String taken = lines.remove(4);
        assertThat(withLines(files, lines))
                .containsExactly(
                        "record 5: is not as it was signed",
                        "records.jsonl: holds 1 lines fewer than were signed");
        lines.add(4, taken);
        lines.add(7, taken);
        assertThat(withLines(files, lines))
                .containsExactly(
                        "records.jsonl: holds 1 lines more than were signed, after record 7");
    }

    private static List<String> withLines(EvidenceFiles files, List<String> lines) {
        List<byte[]> contents = new ArrayList<>(files.contents());
        contents.set(4, (String.join("\n", lines) + "\n").getBytes(UTF_8));
        return findings(BundleContainer.write(EvidenceFiles.of(contents)));
    }

    @Test
    void shouldFindAStatementThatDoesNotFollowFromTheReadingsThoughItIsSigned() {
        List<EvidenceRecord> wrong =
                SampleEvent.records(
                        8,
                        1,
                        4,
                        s ->
                                new Statement(
                                        s.site(),
                                        s.instruction(),
                                        s.program(),
                                        s.owed(),
                                        s.baseline(),
                                        s.limit(),
                                        s.deliveredAt(),
                                        s.intervals(),
                                        s.energyReduced(),
                                        s.availability().plus(Money.usd("1.00")),
                                        s.energy(),
                                        s.total().plus(Money.usd("1.00"))));
        assertThat(findings(EvidenceBundle.bytes(wrong, SampleEvent.ABOUT, key)))
                .singleElement()
                .asString()
                .matches(
                        "record \\d+ \\(statement\\): statement does not follow from the readings.*");
    }

    @Test
    void shouldFindABaselineThatDoesNotFollowFromTheReadingsThoughItIsSigned() {
        List<EvidenceRecord> wrong = new ArrayList<>();
        for (EvidenceRecord record : records) {
            boolean before = record.at().isBefore(Instant.parse("2026-07-01T15:00:00Z"));
            Json.Fields body = record.body();
            if (before && record.kind() == EvidenceKind.METER_READING) {
                var values = new TreeMap<>(body.values());
                values.put("power_w", Json.of(2_999_000));
                body = new Json.Fields(values);
            }
            wrong.add(
                    new EvidenceRecord(
                            record.sequence(),
                            record.kind(),
                            record.at(),
                            record.causedBy(),
                            body));
        }
        assertThat(findings(EvidenceBundle.bytes(wrong, SampleEvent.ABOUT, key)))
                .singleElement()
                .asString()
                .contains("(obligation): baseline does not follow from the readings")
                .contains("2.999 MW");
    }

    @Test
    void shouldBeValidWhenItWasMadeBeforeInstructionsNamedTheirProgram() throws IOException {
        List<EvidenceRecord> older =
                records.stream().map(r -> withBody(r, without(r.body(), "program"))).toList();
        byte[] bundle = EvidenceBundle.bytes(older, SampleEvent.ABOUT, key);

        assertThat(new String(unzip(bundle).get(EvidenceFiles.RECORDS), UTF_8))
                .doesNotContain("\"program\":\"event\"");
        assertThat(new String(unzip(small).get(EvidenceFiles.RECORDS), UTF_8))
                .contains("\"program\":\"event\"");
        assertThat(findings(bundle)).isEmpty();
    }

    @Test
    void shouldSayWhichFieldWhenAProgramIsNoText() {
        List<EvidenceRecord> wrong =
                records.stream()
                        .map(r -> r.kind() == EvidenceKind.OBLIGATION ? withProgram(r, null) : r)
                        .toList();
        assertThat(findings(EvidenceBundle.bytes(wrong, SampleEvent.ABOUT, key)))
                .singleElement()
                .asString()
                .contains("(obligation): cannot be used: field \"program\" is not a text");
    }

    private static EvidenceRecord withBody(EvidenceRecord record, Json.Fields body) {
        return new EvidenceRecord(
                record.sequence(), record.kind(), record.at(), record.causedBy(), body);
    }

    /** The body with a field taken out of its instruction. */
    private static Json.Fields without(Json.Fields body, String field) {
        if (!(body.get("instruction") instanceof Json.Fields instruction)) {
            return body;
        }
        var inner = new TreeMap<>(instruction.values());
        inner.remove(field);
        var outer = new TreeMap<>(body.values());
        outer.put("instruction", new Json.Fields(inner));
        return new Json.Fields(outer);
    }

    private static EvidenceRecord withProgram(EvidenceRecord record, String program) {
        Json.Fields instruction = (Json.Fields) record.body().get("instruction");
        var inner = new TreeMap<>(instruction.values());
        inner.put("program", Json.of(program));
        var outer = new TreeMap<>(record.body().values());
        outer.put("instruction", new Json.Fields(inner));
        return withBody(record, new Json.Fields(outer));
    }

    @Test
    void shouldFindRecordsOfAnotherEventOrSiteThoughTheyAreSigned() {
        var about = new Manifest.About("east-9", "e-2", "x", "y");
        assertThat(findings(EvidenceBundle.bytes(records, about, key)))
                .anyMatch(f -> f.contains("is of site west-1, not east-9"))
                .anyMatch(f -> f.contains("is of event e-1, not e-2"));
    }

    @Test
    void shouldRefuseABundleThatIsTooLarge() {
        assertThat(findings(new byte[EvidenceBundle.BYTES_MAX + 1]))
                .singleElement()
                .asString()
                .startsWith("bundle: is larger than 268435456 bytes");
    }

    @Test
    void shouldSealTheSameBytesWithTheKeyWhenItIsLoadedAgain() throws IOException {
        SigningKey again = SigningKey.loadOrCreate(folder.resolve("key.pem"));
        assertThat(EvidenceBundle.bytes(records, SampleEvent.ABOUT, again)).isEqualTo(small);
    }

    @Test
    void shouldGoOnVerifyingABundleOfTheFormatBefore() throws IOException {
        byte[] bundle;
        try (var in = EvidenceBundleTest.class.getResourceAsStream("event-of-format-1.zip")) {
            bundle = in.readAllBytes();
        }
        Verdict verdict = EvidenceBundle.verify(bundle, null);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.about()).isEqualTo(SampleEvent.ABOUT);
        assertThat(new String(unzip(bundle).get(EvidenceFiles.MANIFEST), UTF_8))
                .contains("\"format\":\"trimtab-evidence/1\"");
    }

    /** The same files as an ordinary program would zip them, under other names or in another order. */
    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(file.getValue().length);
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    @Test
    void shouldNameAPathThatLeadsOutOfTheFolder() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        unzip(small).forEach((n, c) -> files.put(n.equals("README.txt") ? "../../x.sh" : n, c));
        assertThat(findings(zipped(files)))
                .isNotEmpty()
                .allMatch(f -> f.startsWith("container around README.txt: "));
    }

    @Test
    void shouldNameTheFirstFileThatIsNotInItsPlace() throws IOException {
        List<String> names = new ArrayList<>(EvidenceFiles.NAMES);
        Collections.swap(names, 1, 4);
        Map<String, byte[]> content = unzip(small);
        Map<String, byte[]> files = new LinkedHashMap<>();
        names.forEach(n -> files.put(n, content.get(n)));
        assertThat(findings(zipped(files)))
                .isNotEmpty()
                .allMatch(f -> f.startsWith("container around "))
                .first()
                .asString()
                .startsWith("container around README.txt");
    }

    @Test
    void shouldNotUnpackABomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(EvidenceFiles.README));
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 50; i++) {
                zip.write(zeros);
            }
        }
        assertThat(findings(out.toByteArray()))
                .singleElement()
                .asString()
                .startsWith("container around ");
        byte[] lying = small.clone();
        // The first file says it has 2 GiB less a byte, twice.
        for (int at : new int[] {18, 22}) {
            lying[at] = lying[at + 1] = lying[at + 2] = (byte) 0xff;
            lying[at + 3] = 0x7f;
        }
        assertThat(findings(lying))
                .containsExactly(
                        "container around README.txt: the bundle ends before this file does");
    }
}
