package org.trimtab.storm;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the storm; the launcher starts it for {@code trimtab storm}. */
public final class Main {
    private static final Logger LIBRARIES = Logger.getLogger("");

    /** Only there to be called as people call it: {@code trimtab storm}. */
    @Command(name = "trimtab", subcommands = StormVerb.class)
    private static final class Top {}

    private Main() {}

    public static void main(String[] args) {
        LIBRARIES.setLevel(Level.WARNING);
        CommandLine line = new CommandLine(new Top());
        line.setExecutionExceptionHandler((e, command, _) -> {
            command.getErr().println("trimtab: " + e);
            return 2;
        });
        System.exit(line.execute(args));
    }
}
