package org.trimtab.cli;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.fleet.FleetSession;
import org.trimtab.fleet.SwitchMove;
import org.trimtab.fleet.SwitchOperation;
import org.trimtab.fleet.SwitchState;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchHistory;
import org.trimtab.resource.SwitchInterlock.Verdict;
import org.trimtab.resource.SwitchLine;
import org.trimtab.resource.SwitchPosition;

/** Switches, as tables for people and as JSON. */
final class SwitchPrinter {
    private SwitchPrinter() {}

    static void print(PrintWriter out, List<SwitchState> states) {
        TextTable table =
                new TextTable(
                        "SWITCH",
                        "ADDRESS",
                        "STANDS",
                        "SINCE",
                        "BEHIND",
                        "TODAY",
                        "LAST",
                        "INTERLOCK");
        for (SwitchState state : states) {
            Switch which = state.which();
            table.row(
                    which.id(),
                    which.endpoint(),
                    state.position() == null ? "unknown" : state.position(),
                    state.position() == null
                            ? "-"
                            : state.history().since().truncatedTo(ChronoUnit.SECONDS),
                    behind(state),
                    state.openingsToday() + " of " + which.rules().operationsPerDayMax(),
                    last(state),
                    next(state));
        }
        table.print(out);
        for (SwitchState state : states) {
            if (!state.trouble().isEmpty()) {
                out.println(state.trouble());
            }
        }
        out.printf(
                Locale.ROOT, "%,d %s%n", states.size(), states.size() == 1 ? "switch" : "switches");
        out.flush();
    }

    private static String behind(SwitchState state) {
        String feeder = state.which().feeder() == null ? "" : " on " + state.which().feeder();
        return String.format(
                Locale.ROOT,
                "%,d devices%s: %,d asleep, %,d awake, %,d unread",
                state.behind().size(),
                feeder,
                state.asleep().size(),
                state.awake(),
                state.unread().size());
    }

    private static String last(SwitchState state) {
        if (state.operations().isEmpty()) {
            return "-";
        }
        SwitchOperation last = state.operations().getLast();
        return verb(last.wish())
                + " "
                + last.ending().text()
                + " "
                + last.at().truncatedTo(ChronoUnit.SECONDS)
                + " by "
                + last.by();
    }

    /** What the interlock says to the movement that would be the next. */
    private static String next(SwitchState state) {
        SwitchPosition next =
                state.position() == SwitchPosition.OPEN
                        ? SwitchPosition.CLOSED
                        : SwitchPosition.OPEN;
        return switch (state.verdict(next)) {
            case Verdict.Allowed _ -> "may " + verb(next);
            case Verdict.Refused refused ->
                    "may not "
                            + verb(next)
                            + ": "
                            + refused.reason()
                            + (refused.until() == null ? "" : " until " + refused.until());
        };
    }

    static void printPlan(PrintWriter out, SwitchState state, SwitchPosition wish) {
        out.println(
                switch (state.verdict(wish)) {
                    case Verdict.Allowed _ ->
                            verb(wish)
                                    + " switch "
                                    + state.which().id()
                                    + "; behind it "
                                    + behind(state);
                    case Verdict.Refused refused -> refusal(state, refused);
                });
        out.flush();
    }

    static void print(PrintWriter out, SwitchMove move) {
        SwitchOperation operation = move.operation();
        Verdict.Refused refused = move.refusal();
        if (operation != null) {
            out.println(
                    verb(move.wish()) + " " + operation.ending().text() + ": " + operation.says());
        } else if (refused != null) {
            out.println(refusal(move.before(), refused));
        }
        out.flush();
    }

    private static String refusal(SwitchState state, Verdict.Refused refused) {
        return "not sent, "
                + refused.reason()
                + ": "
                + refused.says()
                + (state.trouble().isEmpty() ? "" : " (" + state.trouble() + ")");
    }

    private static String verb(SwitchPosition wish) {
        return wish == SwitchPosition.OPEN ? "open" : "close";
    }

    static Map<String, @Nullable Object> json(FleetSession session, List<SwitchState> states) {
        List<Map<String, @Nullable Object>> switches = new ArrayList<>();
        for (SwitchState state : states) {
            Map<String, @Nullable Object> object = json(state);
            object.put("may_open", json(state.mayOpen()));
            object.put("may_close", json(state.mayClose()));
            object.put("operations", state.operations().stream().map(SwitchPrinter::json).toList());
            switches.add(object);
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("site", session.definition().site().id().value());
        object.put("switches", switches);
        return object;
    }

    private static Map<String, @Nullable Object> json(SwitchState state) {
        Switch which = state.which();
        SwitchHistory history = state.history();
        boolean isKnown = state.position() != null;
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("switch", which.id().value());
        object.put(
                "kind",
                switch (which.line()) {
                    case SwitchLine.ModbusCoil _ -> "modbus-coil";
                    case SwitchLine.SnmpOutlet _ -> "snmp-outlet";
                });
        object.put("address", which.endpoint().toString());
        object.put("enabled", which.rules().enabled());
        object.put("position", state.position());
        object.put("trouble", state.trouble());
        object.put("since", isKnown ? history.since() : null);
        object.put("opened_by_us", isKnown ? history.ours() : null);
        object.put("openings_within_day", state.openingsToday());
        object.put("openings_within_day_max", which.rules().operationsPerDayMax());
        object.put("feeder", which.feeder() == null ? null : which.feeder().value());
        object.put("devices", state.behind().size());
        object.put("asleep", state.asleep().size());
        object.put("awake", state.awake());
        object.put("unread", state.unread().size());
        return object;
    }

    /** What would be done, as JSON. */
    static Map<String, @Nullable Object> plan(SwitchState state, SwitchPosition wish) {
        Map<String, @Nullable Object> object = json(state);
        object.put("wish", wish);
        object.put("interlock", json(state.verdict(wish)));
        return object;
    }

    static Map<String, @Nullable Object> json(SwitchMove move) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("switch", move.before().which().id().value());
        object.put("wish", move.wish());
        object.put("before", move.before().position());
        object.put("interlock", json(move.before().verdict(move.wish())));
        object.put("operation", move.operation() == null ? null : json(move.operation()));
        object.put("position", move.seen());
        return object;
    }

    private static Map<String, @Nullable Object> json(SwitchOperation operation) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("at", operation.at());
        object.put("wish", operation.wish());
        object.put("outcome", operation.ending().text());
        object.put("by", operation.by());
        object.put("detail", operation.says());
        return object;
    }

    private static Map<String, @Nullable Object> json(Verdict verdict) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("allowed", verdict instanceof Verdict.Allowed);
        if (verdict instanceof Verdict.Refused refused) {
            object.put("reason", refused.reason());
            object.put("detail", refused.says());
            object.put("until", refused.until());
        }
        return object;
    }
}
