package org.trimtab.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line of the benchmarks; the launcher starts it for {@code trimtab bench}. */
public final class Main {
    private static final Logger LIBRARIES = Logger.getLogger("");

    /** Only there to be called as people call it: {@code trimtab bench spine}. */
    @Command(name = "trimtab", subcommands = Bench.class)
    private static final class Top {}

    @Command(
            name = "bench",
            mixinStandardHelpOptions = true,
            scope = ScopeType.INHERIT,
            sortOptions = false,
            usageHelpAutoWidth = true,
            synopsisSubcommandLabel = "WHAT",
            description = "Measures how fast Trimtab is on this machine.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:measured",
                "2:wrong usage",
                "3:measured, and with --strict a target was missed",
                "4:a process under measurement did not start, or stopped answering"
            },
            subcommands = {
                SpineVerb.class,
                FleetVerb.class,
                DispatchVerb.class,
                SettleVerb.class,
                BacktestVerb.class,
                OpenAdrVerb.class
            })
    private static final class Bench {}

    private Main() {}

    public static void main(String[] args) {
        LIBRARIES.setLevel(Level.WARNING);
        CommandLine line = new CommandLine(new Top());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, _) -> {
            command.getErr().println("trimtab: " + said(e));
            return e instanceof BenchFailure ? BenchFailure.EXIT : 1;
        });
        System.exit(line.execute(args));
    }

    private static String said(Exception e) {
        return e instanceof BenchFailure ? String.valueOf(e.getMessage()) : e.toString();
    }
}
