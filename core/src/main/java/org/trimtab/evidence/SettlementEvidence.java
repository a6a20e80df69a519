package org.trimtab.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.Estimate;
import org.trimtab.evidence.CaseBodies.Role;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.SettlementCase;

/**
 * The records of a settlement that was made from files, without a fleet: all it was worked out from and all that came
 * out, so that anyone can work it out again.
 */
public final class SettlementEvidence {
    /** Largest file that is told byte for byte; of a larger one only its hash is kept. */
    public static final int CONTENT_MAX = 256 * 1024;

    /** Most files of one settlement. */
    public static final int FILES_MAX = 100;

    private final Instant madeAt;
    private final List<EvidenceRecord> records = new ArrayList<>();

    private SettlementEvidence(Instant madeAt) {
        this.madeAt = madeAt;
    }

    /**
     * A file that a settlement was made from, as it was received.
     *
     * @param role what it was taken for, such as {@code meter}, {@code events}, {@code obligation} or {@code prices}
     * @param name its name, without folders
     * @param content its bytes
     */
    public record InputFile(String role, String name, byte[] content) {}

    /**
     * Where a settlement comes from.
     *
     * @param site the site's name
     * @param settlement a name for it, such as {@code ercot/ers-30 2026-07}
     * @param meter the meter's name
     * @param madeAt when it was made
     * @param files what was read
     * @param reconciliation how devices and meter agree; null when no devices were read
     */
    public record Origin(
            String site,
            String settlement,
            String meter,
            Instant madeAt,
            List<InputFile> files,
            @Nullable Reconciled reconciliation) {
        public Origin {
            files = List.copyOf(files);
            if (files.size() > FILES_MAX) {
                throw new IllegalArgumentException(
                        "a settlement is made from at most "
                                + FILES_MAX
                                + " files, got "
                                + files.size());
            }
        }
    }

    /**
     * How the sum of the devices and the meter agree over the period.
     *
     * @param meterJoules energy by the meter
     * @param devicesJoules energy by the devices
     * @param explanation in words
     */
    public record Reconciled(long meterJoules, long devicesJoules, String explanation) {}

    /**
     * Every record of a settlement, numbered from 1: terms, files, calendar, rules, readings and the rest of the
     * inputs, then per event its baseline and performance, then the statement.
     *
     * @param given what was settled
     * @param statement what came out
     * @param origin where it comes from
     */
    public static List<EvidenceRecord> records(
            SettlementCase given, ProgramStatement statement, Origin origin) {
        SettlementEvidence evidence = new SettlementEvidence(origin.madeAt());
        evidence.add(
                EvidenceKind.SETTLEMENT_TERMS,
                CaseBodies.terms(origin.site(), origin.settlement(), origin.meter(), given));
        origin.files().forEach(f -> evidence.add(EvidenceKind.INPUT_FILE, file(f)));
        evidence.addInputs(given);
        Reconciled reconciled = origin.reconciliation();
        if (reconciled != null) {
            evidence.add(EvidenceKind.RECONCILIATION, reconciliation(reconciled));
        }
        results(statement).forEach(r -> evidence.add(r.kind(), r.body()));
        return List.copyOf(evidence.records);
    }

    /**
     * What a settlement was made from, from its records.
     *
     * @param methods finds a baseline method by its id; null when there is none of that name
     * @throws BadEvidence when they are not the records of a settlement
     */
    public static SettlementCase given(
            List<EvidenceRecord> records, Function<String, @Nullable BaselineMethod> methods) {
        CaseReader reader = new CaseReader(records.getFirst().body());
        records.forEach(r -> reader.take(r.kind(), r.body()));
        return reader.made(methods);
    }

    private void addInputs(SettlementCase given) {
        add(EvidenceKind.CALENDAR, RuleBodies.calendar(given.calendar()));
        add(EvidenceKind.RULE_PACK, RuleBodies.pack(given.rules()));
        addAll(EvidenceKind.SERIES, CaseBodies.series(Role.METER, given.load()));
        addAll(EvidenceKind.SERIES, CaseBodies.series(Role.CONTROL, given.beside().control()));
        addAll(
                EvidenceKind.SERIES,
                CaseBodies.series(Role.TEMPERATURE, given.beside().temperature()));
        addAll(EvidenceKind.SERIES, CaseBodies.series(Role.SET_POINT, given.beside().setPoint()));
        addAll(
                EvidenceKind.SERIES,
                CaseBodies.series(Role.FREQUENCY_RESPONSE, given.frequencyResponse()));
        SettlementCase.Prices prices = given.prices();
        addAll(EvidenceKind.PRICES, CaseBodies.prices(Role.ENERGY, prices.energy()));
        addAll(
                EvidenceKind.PRICES,
                CaseBodies.prices(Role.DAY_AHEAD_RESERVE, prices.dayAheadReserve()));
        addAll(
                EvidenceKind.PRICES,
                CaseBodies.prices(Role.REAL_TIME_RESERVE, prices.realTimeReserve()));
        addAll(EvidenceKind.PRICES, CaseBodies.prices(Role.NET_BENEFITS, prices.netBenefits()));
        given.marks().forEach(m -> add(EvidenceKind.MARK, CaseBodies.mark(m)));
        given.events().forEach(e -> add(EvidenceKind.GRID_EVENT, CaseBodies.event(e)));
        addAll(EvidenceKind.AWARDS, CaseBodies.awards(given.awards()));
        given.excused().forEach(e -> add(EvidenceKind.EXCUSED, CaseBodies.excused(e)));
        given.past().forEach(p -> add(EvidenceKind.PAST_RESULT, CaseBodies.past(p)));
        if (!given.shares().isEmpty()) {
            add(EvidenceKind.SHARES, CaseBodies.shares(given.shares()));
        }
    }

    /** A result as it is told. */
    record Result(EvidenceKind kind, Json.Fields body) {}

    /** What came out, in the order it is told: baselines and performances event by event, then the statement. */
    static List<Result> results(ProgramStatement statement) {
        List<Result> results = new ArrayList<>();
        for (ProgramStatement.Event event : statement.events()) {
            Estimate estimate = event.estimate();
            if (estimate != null) {
                results.add(
                        new Result(
                                EvidenceKind.BASELINE,
                                StatementBodies.baseline(event.id(), estimate)));
            }
            results.add(new Result(EvidenceKind.PERFORMANCE, StatementBodies.performance(event)));
        }
        results.add(
                new Result(EvidenceKind.PROGRAM_STATEMENT, StatementBodies.statement(statement)));
        return results;
    }

    private static Json.Fields file(InputFile file) {
        return Json.fields()
                .with("role", file.role())
                .with("name", file.name())
                .with("bytes", (long) file.content().length)
                .with("sha256", EvidenceHash.plain(file.content()))
                .with(
                        "content_base64",
                        file.content().length > CONTENT_MAX
                                ? null
                                : Base64.getEncoder().encodeToString(file.content()))
                .build();
    }

    private static Json.Fields reconciliation(Reconciled reconciled) {
        return Json.fields()
                .with("meter_j", reconciled.meterJoules())
                .with("devices_j", reconciled.devicesJoules())
                .with("explanation", reconciled.explanation())
                .build();
    }

    private void addAll(EvidenceKind kind, List<Json.Fields> bodies) {
        bodies.forEach(b -> add(kind, b));
    }

    private void add(EvidenceKind kind, Json.Fields body) {
        records.add(new EvidenceRecord(records.size() + 1L, kind, madeAt, null, body));
    }
}
