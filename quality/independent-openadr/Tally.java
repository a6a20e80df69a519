import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Counts what held and what did not. Every check stands in the report; only what failed is printed. */
final class Tally {
    private final PrintStream report;
    private final List<String> failed = new ArrayList<>();
    private String section = "";
    private int inSection;
    private int failedBefore;
    private int all;

    Tally(Path file) throws IOException {
        report = new PrintStream(file.toFile(), StandardCharsets.UTF_8);
    }

    void section(String name) {
        end();
        section = name;
        inSection = 0;
        failedBefore = failed.size();
        report.println("== " + name);
    }

    private void end() {
        if (!section.isEmpty()) {
            int bad = failed.size() - failedBefore;
            System.out.printf("%-28s %4d checks, %d failed%n", section, inSection, bad);
        }
    }

    boolean check(String what, boolean holds, Object seen) {
        all++;
        inSection++;
        String text = String.valueOf(seen);
        String line = (holds ? "ok    " : "FAIL  ") + what;
        if (!holds) {
            line +=
                    "\n      seen: "
                            + (text.length() > 4000 ? text.substring(0, 4000) + "…" : text);
            failed.add(section + ": " + line);
            System.out.println(line);
        }
        report.println(line);
        return holds;
    }

    boolean same(String what, Object wanted, Object seen) {
        boolean holds =
                wanted instanceof Set
                        ? wanted.equals(seen)
                        : String.valueOf(wanted).equals(String.valueOf(seen));
        return check(what + " is " + wanted, holds, seen);
    }

    /** Ends the report. */
    boolean allHeld() {
        end();
        section = "";
        String sum = all + " checks, " + failed.size() + " failed";
        System.out.println(sum);
        report.println(sum);
        report.close();
        return failed.isEmpty();
    }
}
