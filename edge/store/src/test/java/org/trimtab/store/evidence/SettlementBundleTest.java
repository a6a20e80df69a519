package org.trimtab.store.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.evidence.EvidenceFiles;
import org.trimtab.evidence.EvidenceKind;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.Json;
import org.trimtab.evidence.Manifest;
import org.trimtab.evidence.SettlementEvidence;
import org.trimtab.evidence.Verdict;
import org.trimtab.evidence.Verdict.Finding;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.ProgramStatement;

class SettlementBundleTest {
    private static final Manifest.About ABOUT =
            new Manifest.About(
                    "west-1",
                    "generic/program 2026-07",
                    "test",
                    "test clock",
                    20L,
                    Manifest.Subject.SETTLEMENT);

    @TempDir static Path folder;
    private static SigningKey key;
    private static List<EvidenceRecord> records;

    @BeforeAll
    static void settle() throws IOException {
        key = SigningKey.createNew(folder.resolve("key.pem"));
        records =
                SettlementEvidence.records(
                        SampleSettlement.given(),
                        SampleSettlement.statement(),
                        SampleSettlement.origin());
    }

    private static List<String> findings(List<EvidenceRecord> records) {
        return EvidenceBundle.verify(EvidenceBundle.bytes(records, ABOUT, key), null)
                .findings()
                .stream()
                .map(Finding::toString)
                .toList();
    }

    /** The same records with one body made anew, signed as if that were right. */
    private static List<EvidenceRecord> with(
            EvidenceKind kind, Function<TreeMap<String, Json>, TreeMap<String, Json>> change) {
        List<EvidenceRecord> changed = new ArrayList<>(records);
        int at = number(kind) - 1;
        EvidenceRecord record = records.get(at);
        changed.set(
                at,
                new EvidenceRecord(
                        record.sequence(),
                        record.kind(),
                        record.at(),
                        record.causedBy(),
                        new Json.Fields(change.apply(new TreeMap<>(record.body().values())))));
        return changed;
    }

    private static List<EvidenceRecord> with(EvidenceKind kind, String field, Json value) {
        return with(
                kind,
                body -> {
                    body.put(field, value);
                    return body;
                });
    }

    private static int number(EvidenceKind kind) {
        for (EvidenceRecord record : records) {
            if (record.kind() == kind) {
                return (int) record.sequence();
            }
        }
        throw new AssertionError("no record of " + kind);
    }

    @Test
    void shouldVerifyFromTheBundleAndTheKeyAlone() {
        byte[] bundle =
                SettlementBundle.make(
                        SampleSettlement.given(),
                        SampleSettlement.statement(),
                        SampleSettlement.origin(),
                        "trimtab test",
                        key);
        Verdict verdict = EvidenceBundle.verify(bundle, key.fingerprint());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.about().subject()).isEqualTo(Manifest.Subject.SETTLEMENT);
        assertThat(verdict.about().event()).isEqualTo("generic/program 2026-07");
        assertThat(verdict.records()).isEqualTo(records.size());
        EvidenceFiles files = BundleContainer.read(bundle).files();
        assertThat(new String(files.readme(), UTF_8))
                .startsWith("Evidence of a settlement\n========================\n")
                .contains("settled generic/program 2026-07");
        assertThat(new String(files.statement(), UTF_8))
                .contains("\"rules\":\"generic/program@2026-01-01\"")
                .contains("\"total\":{");
    }

    @Test
    void shouldHoldEveryInput() {
        assertThat(records.stream().map(EvidenceRecord::kind).distinct())
                .containsExactly(
                        EvidenceKind.SETTLEMENT_TERMS,
                        EvidenceKind.INPUT_FILE,
                        EvidenceKind.CALENDAR,
                        EvidenceKind.RULE_PACK,
                        EvidenceKind.SERIES,
                        EvidenceKind.PRICES,
                        EvidenceKind.MARK,
                        EvidenceKind.GRID_EVENT,
                        EvidenceKind.AWARDS,
                        EvidenceKind.EXCUSED,
                        EvidenceKind.PAST_RESULT,
                        EvidenceKind.SHARES,
                        EvidenceKind.RECONCILIATION,
                        EvidenceKind.BASELINE,
                        EvidenceKind.PERFORMANCE,
                        EvidenceKind.PROGRAM_STATEMENT);
        assertThat(findings(records)).isEmpty();
        assertThat(SettlementEvidence.given(records, SampleSettlement.METHODS))
                .isEqualTo(SampleSettlement.given());
    }

    @Test
    void shouldNameTheStatementWhenItDoesNotFollowThoughItIsSigned() {
        ProgramStatement right = SampleSettlement.statement();
        ProgramStatement wrong =
                new ProgramStatement(
                        right.program(),
                        right.rules(),
                        right.period(),
                        right.zone(),
                        right.figures(),
                        right.lines(),
                        right.events(),
                        right.rounding(),
                        right.used(),
                        right.notes(),
                        Money.usd("1000000.00"));
        assertThat(
                        findings(
                                SettlementEvidence.records(
                                        SampleSettlement.given(),
                                        wrong,
                                        SampleSettlement.origin())))
                .singleElement()
                .asString()
                .startsWith("record " + records.size() + " (program_statement): ")
                .contains("total.amount is \"1000000.00\", not ");
        assertThatThrownBy(() ->
                        SettlementBundle.make(
                                SampleSettlement.given(),
                                wrong,
                                SampleSettlement.origin(),
                                "test",
                                key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would not verify: record ");
    }

    @Test
    void shouldNameTheFirstRecordThatDiffersWhenRulesEventsOrReadingsAreOthers() {
        assertThat(
                        findings(
                                with(
                                        EvidenceKind.RULE_PACK,
                                        body ->
                                                rules(
                                                        new Json.Fields(body),
                                                        "energy_price",
                                                        "81"))))
                .first()
                .asString()
                .startsWith("record " + records.size() + " (program_statement): ")
                .contains("does not follow from the readings and the rules; ");
        String baseline = "record " + number(EvidenceKind.BASELINE) + " (baseline): ";
        assertThat(findings(with(EvidenceKind.GRID_EVENT, "until", later())).getFirst())
                .startsWith(baseline)
                .contains("does not follow from the readings and the rules");
        assertThat(findings(withHigherReading()).getFirst())
                .startsWith(baseline)
                .contains("_w is ");
    }

    /** The second stretch of the meter's levels, which holds the first event, 1 kW higher throughout. */
    private static List<EvidenceRecord> withHigherReading() {
        List<EvidenceRecord> changed = new ArrayList<>(records);
        int at = number(EvidenceKind.SERIES);
        EvidenceRecord record = records.get(at);
        List<Json> higher = new ArrayList<>();
        for (Json value : ((Json.Items) record.body().get("values")).values()) {
            higher.add(value instanceof Json.Whole w ? Json.of(w.value() + 1_000) : value);
        }
        TreeMap<String, Json> body = new TreeMap<>(record.body().values());
        body.put("values", Json.items(higher));
        changed.set(
                at,
                new EvidenceRecord(
                        record.sequence(),
                        record.kind(),
                        record.at(),
                        null,
                        new Json.Fields(body)));
        return changed;
    }

    private static Json later() {
        EvidenceRecord event = records.get(number(EvidenceKind.GRID_EVENT) - 1);
        String until = ((Json.Text) event.body().get("until")).value();
        return Json.of(java.time.Instant.parse(until).plusSeconds(900));
    }

    private static TreeMap<String, Json> rules(Json.Fields pack, String key, String text) {
        List<Json> values = new ArrayList<>();
        for (Json value : ((Json.Items) pack.get("values")).values()) {
            TreeMap<String, Json> fields = new TreeMap<>(((Json.Fields) value).values());
            if (fields.get("key").equals(Json.of(key))) {
                fields.put("value", Json.of(text));
            }
            values.add(new Json.Fields(fields));
        }
        TreeMap<String, Json> changed = new TreeMap<>(pack.values());
        changed.put("values", Json.items(values));
        return changed;
    }

    @Test
    void shouldSayWhatIsWrongWithARecordThatCannotBeUsed() {
        assertFound(EvidenceKind.CALENDAR, "zone", Json.of("Mars/Olympus"), "is no time zone");
        assertFound(EvidenceKind.SERIES, "step_s", Json.of(0), "go on");
        assertFound(
                EvidenceKind.SERIES,
                "from",
                Json.of(SampleSettlement.FROM.plusSeconds(1)),
                "go on");
        assertFound(EvidenceKind.SERIES, "values", Json.items(List.of(Json.of("x"))), "go on");
        assertFound(
                EvidenceKind.RULE_PACK,
                "version",
                Json.of("x@2026-01-01"),
                "version of these rules");
        assertFound(EvidenceKind.PRICES, "until", Json.items(List.of()), "do not belong together");
        assertFound(EvidenceKind.INPUT_FILE, "sha256", Json.of("00"), "length and hash");
        assertFound(EvidenceKind.SETTLEMENT_TERMS, "site_id", Json.of("east"), "is of site east");
        assertFound(
                EvidenceKind.SETTLEMENT_TERMS,
                "rules",
                Json.of("y@2026-01-01"),
                "but what is settled is");
        assertFound(EvidenceKind.GRID_EVENT, "kind", Json.of("party"), "unknown word");
        assertFound(EvidenceKind.SHARES, "shares", Json.of("all"), "not a list");
    }

    private static void assertFound(EvidenceKind kind, String field, Json value, String problem) {
        assertThat(findings(with(kind, field, value)))
                .as(kind + " " + field)
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("record ")
                .containsPattern(Pattern.compile(problem));
    }

    @Test
    void shouldFindARecordThatDoesNotBelong() {
        List<EvidenceRecord> more = new ArrayList<>(records);
        EvidenceRecord last = records.getLast();
        more.add(
                new EvidenceRecord(
                        last.sequence() + 1,
                        EvidenceKind.ALARM,
                        last.at(),
                        null,
                        Json.fields().with("text", "x").build()));
        assertThat(findings(more))
                .containsExactly(
                        "record " + more.size() + " (alarm): does not belong in a settlement");
        assertThat(findings(records.subList(0, records.size() - 1)))
                .singleElement()
                .asString()
                .contains("results, but readings and rules give");
        List<EvidenceRecord> without =
                records.stream().filter(r -> r.kind() != EvidenceKind.CALENDAR).toList();
        List<EvidenceRecord> numbered = new ArrayList<>();
        for (EvidenceRecord r : without) {
            numbered.add(
                    new EvidenceRecord(
                            numbered.size() + 1L, r.kind(), r.at(), r.causedBy(), r.body()));
        }
        assertThat(findings(numbered))
                .singleElement()
                .asString()
                .contains("the calendar or the meter's levels are missing");
    }
}
