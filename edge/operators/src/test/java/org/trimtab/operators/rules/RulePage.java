package org.trimtab.operators.rules;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.trimtab.program.RulePack;

/** The reference page of rule packs, made from what the program reads so that it cannot drift from it. */
final class RulePage {
    private static final String HEAD =
            """
            # Rules

            Made from the rule files of `edge/operators`; `RulePageTest` keeps it true.

            Every figure of a market stands in a rule file with its unit, its source and how far that
            source was seen; code holds the algebra alone. A settlement of a past day uses the version
            in force on that day, and a statement marks every value it used that nobody has verified.

            ```
            trimtab rules list --on 2026-11-23
            trimtab rules show ercot/ers-30 --on 2026-11-23
            trimtab rules diff ercot/spd 2025-12-04 2025-12-05
            trimtab rules lint --rules my-rules
            ```

            ## A rule file

            ```yaml
            market: MY-UTILITY
            kind: generic

            sources:
              contract: {document: Agreement 17, section: annex B, evidence: primary}
              talk: {document: our account manager, evidence: recalled}

            values:
              zone: {value: America/Chicago, unit: text, source: contract}
              currency: {value: USD, unit: text, source: contract}
              settlement_interval: {value: 15, unit: min, source: contract}
              money_rounding: {value: half-up cents, unit: text, source: talk}
              baseline: {value: meter-before-15m, unit: text, source: contract}
              deliver_within: {value: 10, unit: min, source: contract, section: "§4"}
              pass_ratio: {value: 95, unit: "%%", source: contract}
              energy_price: {value: 120, unit: USD/MWh, source: contract, evidence: primary}

            programs:
              my-utility/peak-relief:
                title: Peak relief
                periods:
                  - from: {value: 2026-03-01, source: contract}
                    until: 2026-11-01
                  - from: {value: 2026-11-01, source: contract}
                    values:
                      deliver_within: {value: 5, unit: min, source: contract}
            ```

            * `market` and `kind` hold for the whole file. The kind says which algebra settles
              it and which keys are needed.
            * `sources` names each document once: `document`, and if known `section`, `dated`
              and `evidence`. A value names its source, and may give its own `section` and
              `evidence`, which go before those of the source.
            * `values` may stand in the file, in a program and in a period. A period goes before
              its program, a program before the file.
            * `programs` are named `market/program`. `title` is for people.
            * `periods` are versions in order of time. `until` is the first day a version no
              longer holds; without it one holds until the next begins. Periods may stand in the
              file instead, for all programs in it that have none.
            * `status: {value: proposal, source: …}` in a period marks rules that bind nobody
              yet.
            * Days are operating days in the market's own time.

            | evidence | means | marked `?` |
            |---|---|---|
            | `primary` | read in the document itself, or a word-for-word quotation of it | no |
            | `secondary` | read in another's account that cites the document | no |
            | `computed` | computed from the stated formula | no |
            | `recalled` | known from practice, not read again | yes |
            | `inferred` | our own reasoning where the rule is silent, or sources disagree | yes |

            ## A pack of your own

            Put `*.yaml` files in a folder, also in folders of it, and give the folder as
            `--rules DIR`. A program of yours with the id of a shipped one takes its place, all
            versions at once: copy the shipped file, put in your contract's figures and sources,
            and leave the rest. `trimtab rules lint --rules DIR` tells all mistakes at once and
            exits 3; every other verb refuses a folder with a mistake and names the first. At
            most %d files of at most %,d bytes are read, %d programs in a file, %d periods of a
            program, %d values in a block.

            A pack that ships stands under
            `edge/operators/src/main/resources/org/trimtab/operators/`, in `<market>/rules/`,
            and is named in `RuleBook`. A new key goes into `rules/kinds.yaml` beside it, with
            what it is, its limits and what it says; a new kind goes there too and needs an
            algebra in `core/settlement`.

            """;

    private RulePage() {}

    static String render(RuleKinds kinds, RuleBook book) {
        StringBuilder page =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                HEAD,
                                RuleBook.FILES_MAX,
                                RuleBook.SIZE_BYTES_MAX,
                                RuleFile.PROGRAMS_MAX,
                                RuleFile.PERIODS_MAX,
                                RuleValues.VALUES_MAX));
        kinds(page, kinds);
        keys(page, kinds);
        programs(page, book);
        return page.toString();
    }

    private static void kinds(StringBuilder page, RuleKinds kinds) {
        page.append("## Keys by kind\n\nEvery pack has ")
                .append(names(kinds.always().needs()))
                .append(" and may have ")
                .append(names(kinds.always().may()))
                .append(".\n\n| kind | settles | needs | may have |\n|---|---|---|---|\n");
        for (RuleKinds.Kind kind : kinds.kinds().values()) {
            page.append("| `")
                    .append(kind.name())
                    .append("` | ")
                    .append(kind.says())
                    .append(" | ")
                    .append(names(kind.needs()))
                    .append(" | ")
                    .append(names(kind.may()))
                    .append(" |\n");
        }
    }

    private static void keys(StringBuilder page, RuleKinds kinds) {
        page.append("\n## Keys\n\nLimits are in the base unit: W, s, 1, Hz, W/min, money, or money")
                .append(" per MWh, MW-h, MW-day or kW-year.\n\n")
                .append("| key | is | from | to | says |\n|---|---|---|---|---|\n");
        for (RuleKey key : kinds.keys()) {
            boolean number = key.form() == RuleKey.Form.NUMBER;
            page.append("| `")
                    .append(key.name())
                    .append("` | ")
                    .append(key.words())
                    .append(
                            key.pattern() == null
                                    ? ""
                                    : " `" + key.pattern().pattern().replace("|", "\\|") + "`")
                    .append(" | ")
                    .append(number ? key.least().toPlainString() : "")
                    .append(" | ")
                    .append(number && key.most() != null ? key.most().toPlainString() : "")
                    .append(" | ")
                    .append(key.says())
                    .append(" |\n");
        }
        page.append("\nBaseline methods: ").append(names(kinds.baselines())).append(".\n");
    }

    private static void programs(StringBuilder page, RuleBook book) {
        page.append("\n## Programs that ship\n\n")
                .append("| program | kind | holds | values | unverified | title |\n")
                .append("|---|---|---|---|---|---|\n");
        for (String id : book.ids()) {
            for (RulePack pack : book.versions(id)) {
                LocalDate until = pack.effectiveUntil();
                page.append("| `")
                        .append(id)
                        .append("` | `")
                        .append(pack.kind())
                        .append("` | from ")
                        .append(pack.effectiveFrom())
                        .append(until == null ? "" : " until " + until)
                        .append(RuleBook.isProposal(pack) ? " (proposal)" : "")
                        .append(" | ")
                        .append(pack.values().size())
                        .append(" | ")
                        .append(
                                pack.values().values().stream()
                                        .filter(v -> !v.source().evidence().isVerified())
                                        .count())
                        .append(" | ")
                        .append(pack.title())
                        .append(" |\n");
            }
        }
    }

    private static String names(Collection<String> keys) {
        return keys.stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
    }
}
