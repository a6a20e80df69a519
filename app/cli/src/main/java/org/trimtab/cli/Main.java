package org.trimtab.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.trimtab.quantity.QuantityFormat.BadQuantity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line. Exit 0 done; 2 wrong usage or bad input; 3 ran, but failed; 4 a peer cannot be reached. */
@Command(
        name = "trimtab",
        version = Main.BUILD,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "VERB",
        description =
                "Makes interruptible computing load dispatchable: a grid instruction comes in,"
                        + " megawatts fall, a meter proves it, the money is settled, and anyone can check it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or bad input",
            "3:ran, but the result is a failure (target missed, proof invalid, replay differs)",
            "4:a needed peer cannot be reached"
        },
        subcommands = {
            DemoVerb.class,
            RunVerb.class,
            InstructVerb.class,
            SignalVerb.class,
            PlanVerb.class,
            CancelVerb.class,
            StatusVerb.class,
            ExplainVerb.class,
            OffersVerb.class,
            HoldVerb.class,
            HoldsVerb.class,
            UnholdVerb.class,
            FrequencyVerb.class,
            FleetVerb.class,
            BacktestVerb.class,
            CoincidentPeakVerb.class,
            EconomicsVerb.class,
            BaselineVerb.class,
            SettleVerb.class,
            EvidenceVerb.class,
            MeterVerb.class,
            ReadingsVerb.class,
            VerifyVerb.class,
            ReplayVerb.class,
            RulesVerb.class,
            VirtualFleetVerb.class,
            VenVerb.class,
            VtnVerb.class
        })
public final class Main {
    /** This build, as journals and evidence name it. */
    static final String BUILD = "trimtab 0.1.0";

    private static final Logger LIBRARIES = Logger.getLogger("");

    private Main() {}

    public static void main(String[] args) {
        LIBRARIES.setLevel(Level.WARNING);
        System.exit(commandLine().execute(args));
    }

    /** The command line with its error messages; needs no process. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.getCommandSpec()
                .usageMessage()
                .footer("%nThe launcher has one verb more, for measurements: trimtab bench --help");
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, _) -> {
            Fault fault = Fault.of(e);
            command.getErr().println("trimtab: " + fault.getMessage());
            return fault.exit();
        });
        line.setParameterExceptionHandler((e, _) -> {
            String verb = e.getCommandLine().getCommandSpec().qualifiedName();
            String message = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
            e.getCommandLine()
                    .getErr()
                    .println("trimtab: " + message + "; see " + verb + " --help");
            return Fault.BAD_INPUT;
        });
        line.registerConverter(
                org.trimtab.quantity.Power.class,
                text -> quantity(() -> org.trimtab.quantity.QuantityFormat.parsePower(text)));
        line.registerConverter(
                java.time.Duration.class,
                text -> quantity(() -> org.trimtab.quantity.QuantityFormat.parseDuration(text)));
        return line;
    }

    private static <T> T quantity(java.util.function.Supplier<T> parse) {
        try {
            return parse.get();
        } catch (BadQuantity e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }
}
