package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.fleet.CommandRun;
import org.trimtab.fleet.FleetPlan;
import org.trimtab.fleet.FleetResult;
import org.trimtab.fleet.FleetSession;
import org.trimtab.fleet.Obstacle;
import org.trimtab.fleet.Planner;
import org.trimtab.fleet.Restored;
import org.trimtab.fleet.Selector;
import org.trimtab.fleet.Wish;
import org.trimtab.resource.Device;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the verbs that change devices have in common. */
final class FleetActing {
    @Mixin Selecting selecting = new Selecting();

    @Option(names = "--dry-run", description = "Look and show the plan; change nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before changing anything.")
    boolean yes;

    @Option(
            names = "--without-snapshot",
            description =
                    "Command devices too whose settings cannot be read first; there is then nothing to"
                            + " compare with after a restore.")
    boolean withoutSnapshot;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(names = "--devices", description = "List every device, not only those with trouble.")
    boolean devices;

    @Mixin FleetAt at = new FleetAt();

    /** Plans, asks, acts, proves and prints. */
    int act(Wish wish, @Nullable CommandSpec spec) throws IOException {
        Selector selector = selecting.selector();
        PrintWriter out = Terminal.out(spec);
        PrintWriter err = Terminal.err(spec);
        try (Stopping stopping = new Stopping();
                FleetSession session = FleetSession.open(at.place())) {
            List<Device> meant = selector.of(session.devices());
            boolean mustAsk = !dryRun && !yes;
            if (mustAsk && !ProgressLine.isTerminal()) {
                throw Fault.badInput(
                        "this changes devices and there is no terminal to ask at: add --yes, or"
                                + " --dry-run to see the plan");
            }
            FleetPlan plan;
            try (ProgressLine progress = new ProgressLine(err)) {
                plan = new Planner(session, withoutSnapshot).plan(wish, meant, progress, stopping);
            }
            FleetPrinter printer = new FleetPrinter(session, devices);
            if (dryRun) {
                if (json) {
                    Json.print(out, printer.json(plan));
                } else {
                    printer.print(out, plan);
                }
                return 0;
            }
            if (plan.commanded().isEmpty()) {
                return nothing(plan, printer, out);
            }
            if (mustAsk && !agreed(plan, printer, err)) {
                err.println("nothing was changed");
                err.flush();
                return 0;
            }
            FleetResult result;
            try (ProgressLine progress = new ProgressLine(err)) {
                result = new CommandRun(session, plan, progress, stopping).carryOut();
                if (wish instanceof Wish.Restore) {
                    result = new Restored(session, progress, stopping).compared(result);
                }
            }
            if (json) {
                Json.print(out, printer.json(result));
            } else {
                printer.print(out, result);
            }
            return result.isWhole() ? 0 : Fault.FAILED;
        }
    }

    /** Nobody to command: fine when all are as wanted already, else a failure. */
    private int nothing(FleetPlan plan, FleetPrinter printer, PrintWriter out) {
        if (json) {
            Json.print(out, printer.json(plan));
        } else {
            printer.print(out, plan);
        }
        boolean unreadable =
                plan.leftOut().keySet().stream().allMatch(o -> o == Obstacle.UNREADABLE);
        boolean fine =
                plan.leftOut().keySet().stream()
                        .allMatch(o ->
                                o == Obstacle.ASLEEP_ALREADY
                                        || o == Obstacle.NOT_OURS
                                        || o == Obstacle.EXEMPT);
        return fine ? 0 : unreadable ? Fault.UNREACHABLE : Fault.FAILED;
    }

    private static boolean agreed(FleetPlan plan, FleetPrinter printer, PrintWriter err) {
        printer.print(err, plan);
        return ProgressLine.terminal()
                .map(console ->
                        console.readLine(
                                "Go ahead with %,d devices? Type yes: ", plan.commanded().size()))
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("yes"))
                .isPresent();
    }
}
