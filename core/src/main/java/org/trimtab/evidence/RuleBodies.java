package org.trimtab.evidence;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleValue;

/** How a program's rules and a market's calendar are told in evidence, and the way back. */
final class RuleBodies {
    private RuleBodies() {}

    static Json.Fields pack(RulePack pack) {
        return Json.fields()
                .with("id", pack.id())
                .with("version", pack.version())
                .with("title", pack.title())
                .with("market", pack.market())
                .with("kind", pack.kind())
                .with("effective_from", pack.effectiveFrom())
                .with("effective_until", pack.effectiveUntil())
                .with(
                        "values",
                        Json.items(
                                new TreeMap<>(pack.values())
                                        .values().stream().map(RuleBodies::value).toList()))
                .build();
    }

    static Json.Fields value(RuleValue value) {
        RuleSource source = value.source();
        return Json.fields()
                .with("key", value.key())
                .with("value", value.text())
                .with("unit", value.unit().symbol())
                .with(
                        "source",
                        Json.fields()
                                .with("document", source.document())
                                .with("section", source.section())
                                .with("dated", source.dated())
                                .with("evidence", source.evidence())
                                .build())
                .build();
    }

    static RulePack pack(FieldReader fields) {
        Map<String, RuleValue> values = new HashMap<>();
        for (FieldReader item : fields.objects("values")) {
            RuleValue value = value(item);
            if (values.put(value.key(), value) != null) {
                throw new BadEvidence("the rules give " + value.key() + " twice");
            }
        }
        RulePack pack =
                new RulePack(
                        fields.text("id"),
                        fields.text("title"),
                        fields.text("market"),
                        fields.text("kind"),
                        fields.date("effective_from"),
                        fields.dateOrNull("effective_until"),
                        values);
        if (!fields.text("version").equals(pack.version())) {
            throw new BadEvidence("the version of these rules is " + pack.version());
        }
        return pack;
    }

    private static RuleValue value(FieldReader fields) {
        FieldReader source = fields.object("source");
        return new RuleValue(
                fields.text("key"),
                fields.text("value"),
                unit(fields.text("unit")),
                new RuleSource(
                        source.text("document"),
                        source.text("section"),
                        source.dateOrNull("dated"),
                        source.constant("evidence", RuleSource.Evidence.class)));
    }

    private static RuleUnit unit(String symbol) {
        for (RuleUnit unit : RuleUnit.values()) {
            if (unit.symbol().equals(symbol)) {
                return unit;
            }
        }
        throw new BadEvidence("\"" + symbol + "\" is no unit of a rule");
    }

    static Json.Fields calendar(MarketCalendar calendar) {
        return Json.fields()
                .with("market", calendar.market())
                .with("zone", calendar.zone().getId())
                .with(
                        "holidays",
                        Json.items(
                                calendar.holidays().stream()
                                        .sorted()
                                        .map(LocalDate::toString)
                                        .map(Json::of)
                                        .toList()))
                .build();
    }

    static MarketCalendar calendar(FieldReader fields) {
        String zone = fields.text("zone");
        try {
            return new MarketCalendar(
                    fields.text("market"),
                    ZoneId.of(zone),
                    new HashSet<>(fields.dates("holidays")));
        } catch (DateTimeException e) {
            throw new BadEvidence("\"" + zone + "\" is no time zone");
        }
    }
}
