package org.trimtab.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** Runs the command line in this process and keeps what it printed. */
final class Shell {
    private Shell() {}

    /**
     * How a call ended.
     *
     * @param exit exit code
     * @param out standard output
     * @param err standard error
     */
    record Ended(int exit, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    static Ended run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exit = line.execute(args);
        return new Ended(exit, out.toString(), err.toString());
    }
}
