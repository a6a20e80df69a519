package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.fleet.FleetSession;
import org.trimtab.fleet.SwitchDesk;
import org.trimtab.fleet.SwitchMove;
import org.trimtab.fleet.SwitchOperation;
import org.trimtab.fleet.SwitchState;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchInterlock.Reason;
import org.trimtab.resource.SwitchInterlock.Verdict;
import org.trimtab.resource.SwitchPosition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "switch",
        synopsisSubcommandLabel = "VERB",
        description = {
            "Reads and moves the site's breakers and outlets. None is moved unless the site file says"
                    + " enabled: true for it and the interlock allows it at that moment.",
            "",
            "Examples:",
            "  trimtab fleet switch status",
            "  trimtab fleet switch open row-a --dry-run",
            "  trimtab fleet switch close row-a --yes --json"
        },
        subcommands = {
            FleetSwitchVerb.StatusVerb.class,
            FleetSwitchVerb.OpenVerb.class,
            FleetSwitchVerb.CloseVerb.class
        })
final class FleetSwitchVerb {
    private FleetSwitchVerb() {}

    private static SwitchDesk desk(FleetSession session) throws IOException {
        return SwitchDesk.open(session, System.getProperty("user.name", "unknown"));
    }

    @Command(
            name = "status",
            description = {
                "Reads where each switch stands and what is behind it, and says what the interlock would"
                        + " allow now.",
                "",
                "A switch's shortest time closed counts from the first look at it, so look before you need"
                        + " it.",
                "",
                "Example: trimtab fleet switch status row-a --json",
                "",
                "Exit 0 when all could be read, 3 when some could not, 4 when none could."
            })
    static final class StatusVerb implements Callable<Integer> {
        @Parameters(
                arity = "0..*",
                paramLabel = "NAME",
                description = "These switches (default: all).")
        List<String> names = List.of();

        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Mixin FleetAt at = new FleetAt();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            try (Stopping stopping = new Stopping();
                    FleetSession session = FleetSession.open(at.place());
                    SwitchDesk desk = desk(session)) {
                List<Switch> wanted =
                        names.isEmpty()
                                ? desk.switches()
                                : names.stream().map(desk::named).distinct().toList();
                List<SwitchState> states;
                try (ProgressLine progress = new ProgressLine(Terminal.err(spec))) {
                    states = desk.look(wanted, progress, stopping);
                }
                PrintWriter out = Terminal.out(spec);
                if (json) {
                    Json.print(out, SwitchPrinter.json(session, states));
                } else {
                    SwitchPrinter.print(out, states);
                }
                long read = states.stream().filter(state -> state.position() != null).count();
                return read == wanted.size() ? 0 : read == 0 ? Fault.UNREACHABLE : Fault.FAILED;
            }
        }
    }

    @Command(
            name = "open",
            description = {
                "Takes the power from everything behind a switch. Everything behind it is read first: unless"
                        + " the site file says sheds-live, all must be seen to sleep, and what cannot be read"
                        + " does not count as asleep.",
                "",
                "The command is sent once, and the switch is looked at until it is seen open or 5 s are"
                        + " over.",
                "",
                "Examples:",
                "  trimtab fleet switch open row-a --dry-run",
                "  trimtab fleet curtail --rack r-1 --yes && trimtab fleet switch open row-a --yes",
                "",
                "Exit 0 when it is seen open or was open already, 3 when it is not or the interlock says no,"
                        + " 4 when it cannot be reached."
            })
    static final class OpenVerb implements Callable<Integer> {
        @Mixin Moving moving = new Moving();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return moving.move(SwitchPosition.OPEN, spec);
        }
    }

    @Command(
            name = "close",
            description = {
                "Gives the power back to everything behind a switch that was opened with fleet switch open."
                        + " One that somebody else opened is never closed.",
                "",
                "The command is sent once, and the switch is looked at until it is seen closed or 5 s are"
                        + " over.",
                "",
                "Example: trimtab fleet switch close row-a --yes --json",
                "",
                "Exit 0 when it is seen closed or was closed already, 3 when it is not or the interlock says"
                        + " no, 4 when it cannot be reached."
            })
    static final class CloseVerb implements Callable<Integer> {
        @Mixin Moving moving = new Moving();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return moving.move(SwitchPosition.CLOSED, spec);
        }
    }

    /** What opening and closing have in common. */
    static final class Moving {
        @Parameters(paramLabel = "NAME", description = "The switch, as the site file calls it.")
        String name = "";

        @Option(names = "--dry-run", description = "Look and say what would be; move nothing.")
        boolean dryRun;

        @Option(names = "--yes", description = "Do not ask before moving it.")
        boolean yes;

        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Mixin FleetAt at = new FleetAt();

        /** Looks, asks, moves and prints. */
        int move(SwitchPosition wish, @Nullable CommandSpec spec) throws IOException {
            PrintWriter out = Terminal.out(spec);
            PrintWriter err = Terminal.err(spec);
            try (Stopping stopping = new Stopping();
                    FleetSession session = FleetSession.open(at.place());
                    SwitchDesk desk = desk(session)) {
                Switch which = desk.named(name);
                boolean mustAsk = !dryRun && !yes;
                if (mustAsk && !ProgressLine.isTerminal()) {
                    throw Fault.badInput(
                            "this moves a switch and there is no terminal to ask at: add --yes, or"
                                    + " --dry-run to see what would be");
                }
                if (dryRun) {
                    look(desk, which, err, stopping).forEach(state -> printPlan(state, wish, out));
                    return 0;
                }
                if (mustAsk && !agreed(look(desk, which, err, stopping), wish, err)) {
                    err.println("nothing was moved");
                    err.flush();
                    return 0;
                }
                SwitchMove move;
                try (ProgressLine progress = new ProgressLine(err)) {
                    move = desk.move(which, wish, progress, stopping);
                }
                if (json) {
                    Json.print(out, SwitchPrinter.json(move));
                } else {
                    SwitchPrinter.print(out, move);
                }
                return exit(move);
            }
        }

        private static List<SwitchState> look(
                SwitchDesk desk, Switch which, PrintWriter err, Stopping stopping) {
            try (ProgressLine progress = new ProgressLine(err)) {
                return desk.look(List.of(which), progress, stopping);
            }
        }

        private void printPlan(SwitchState state, SwitchPosition wish, PrintWriter out) {
            if (json) {
                Json.print(out, SwitchPrinter.plan(state, wish));
            } else {
                SwitchPrinter.printPlan(out, state, wish);
            }
        }

        /** What is read for the question is read again before the switch is told anything. */
        private static boolean agreed(
                List<SwitchState> states, SwitchPosition wish, PrintWriter err) {
            states.forEach(state -> SwitchPrinter.printPlan(err, state, wish));
            if (states.stream().noneMatch(s -> s.verdict(wish) instanceof Verdict.Allowed)) {
                return false;
            }
            return ProgressLine.terminal()
                    .map(console -> console.readLine("Go ahead? Type yes: "))
                    .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("yes"))
                    .isPresent();
        }

        private static int exit(SwitchMove move) {
            SwitchOperation operation = move.operation();
            if (operation != null) {
                return switch (operation.ending()) {
                    case CONFIRMED -> 0;
                    case UNREACHABLE -> Fault.UNREACHABLE;
                    case ACCEPTED, REFUSED, UNCERTAIN -> Fault.FAILED;
                };
            }
            Verdict.Refused refusal = move.refusal();
            if (refusal == null || refusal.reason() == Reason.ALREADY_THERE) {
                return 0;
            }
            return refusal.reason() == Reason.POSITION_UNKNOWN ? Fault.UNREACHABLE : Fault.FAILED;
        }
    }
}
