package org.trimtab.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.rules.SourceTree.SourceFile;

/** Rules over the text of a file. Each finding says where, what, and what to do instead. */
final class Tidy {
    static final int FILE_LINES_MAX = 500;
    static final int METHOD_LINES_MAX = 70;
    static final int PARAMETERS_MAX = 6;
    static final int LINE_LENGTH_MAX = 120;

    private static final Set<String> CODE = Set.of("java", "js", "css", "html", "sh");

    /** Words for which there is a better one, whole words, any case. */
    private static final Map<String, String> BETTER =
            Map.of(
                    "utilize", "use",
                    "utilise", "use",
                    "leverage", "use",
                    "whitelist", "allow list",
                    "blacklist", "deny list",
                    "sanity check", "check",
                    "hack", "say what it does and why",
                    "obviously", "nothing",
                    "boilerplate", "say what it is");

    private static final Pattern WORSE =
            Pattern.compile("(?i)\\b(" + String.join("|", BETTER.keySet()) + ")\\b");

    private static final Pattern OPEN_END = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern NUMBERED_END = Pattern.compile("\\b(TODO|FIXME) ?\\(?#\\d+\\)?");
    private static final Pattern MACHINE_PATH =
            Pattern.compile(
                    "(?<![\\w.~\"}])/(home|root|work|Users|tmp)/[\\w.-]+|\"/(home|root|work|Users)/|\\b[C-Z]:\\\\\\w");
    private static final Pattern STAND_IN = Pattern.compile("(?i)\\b(mock|stub|dummy)(s|ed)?\\b");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@(Disabled|Ignore)\\b");
    private static final Pattern WAITING = Pattern.compile("\\bThread\\.sleep\\(");
    private static final Pattern CLOCK_OR_CHANCE =
            Pattern.compile(
                    "\\bInstant\\.now\\(\\)|\\bSystem\\.currentTimeMillis\\(|\\bnew Random\\(\\)|\\bMath\\.random\\(");

    /** A broken rule. */
    record Finding(String path, long line, String rule, String text) {
        @Override
        public String toString() {
            return path + ":" + line + " [" + rule + "] " + text;
        }
    }

    private final SourceFile file;
    private final List<Finding> findings = new ArrayList<>();

    private Tidy(SourceFile file) {
        this.file = file;
    }

    /** All that is untidy in some files. */
    static List<Finding> check(List<SourceFile> files) {
        Map<String, JavaShape> shapes =
                JavaShape.of(files.stream().filter(SourceFile::isJava).toList());
        List<Finding> findings = new ArrayList<>();
        for (SourceFile file : files) {
            findings.addAll(check(file, shapes.get(file.path())));
        }
        return findings;
    }

    private static List<Finding> check(SourceFile file, @Nullable JavaShape shape) {
        Tidy tidy = new Tidy(file);
        tidy.checkLength();
        int number = 0;
        for (String line : file.lines()) {
            tidy.checkLine(++number, line);
        }
        if (shape != null) {
            tidy.checkShape(shape);
        }
        return tidy.findings;
    }

    private void checkLength() {
        int lines = file.lines().size();
        String suffix = file.path().substring(file.path().lastIndexOf('.') + 1);
        if (CODE.contains(suffix) && lines > FILE_LINES_MAX) {
            add(
                    lines,
                    "file-length",
                    lines + " lines; split at " + FILE_LINES_MAX + " at the latest");
        }
        if (!file.text().isEmpty() && !file.text().endsWith("\n")) {
            add(lines, "last-line", "end the file with a line feed");
        }
    }

    private void checkLine(int number, String line) {
        if (line.indexOf('\t') >= 0) {
            add(number, "tab", "use spaces");
        }
        if (line.indexOf('\r') >= 0) {
            add(number, "line-end", "use line feeds only");
        }
        if (!line.isEmpty() && Character.isWhitespace(line.charAt(line.length() - 1))) {
            add(number, "trailing-space", "delete it");
        }
        if (isRulesOwn()) {
            return;
        }
        if (OPEN_END.matcher(NUMBERED_END.matcher(line).replaceAll("")).find()) {
            add(number, "open-end", "finish it, or give it the number of an issue: TODO(#12)");
        }
        if (MACHINE_PATH.matcher(line).find()) {
            add(
                    number,
                    "machine-path",
                    "this folder exists on one machine only; use a relative one");
        }
        checkWords(number, line);
        if (file.isJava()) {
            checkJavaLine(number, line);
        }
    }

    private void checkWords(int number, String line) {
        Matcher words = WORSE.matcher(line);
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT);
            add(number, "word", "not \"" + word + "\" but \"" + BETTER.get(word) + "\"");
        }
    }

    private void checkJavaLine(int number, String line) {
        boolean recorded = file.isTest() && line.indexOf('"') >= 0;
        if (line.length() > LINE_LENGTH_MAX && !recorded) {
            add(number, "line-length", line.length() + " characters; at most " + LINE_LENGTH_MAX);
        }
        if (SWITCHED_OFF.matcher(line).find()) {
            add(number, "switched-off", "repair the test or delete it");
        }
        if (file.isShipped() && STAND_IN.matcher(line).find()) {
            add(number, "stand-in", "what is shipped is real");
        }
        boolean hostOrApp = file.path().startsWith("host/") || file.path().startsWith("app/");
        boolean comment = line.strip().startsWith("*") || line.strip().startsWith("//");
        if (comment) {
            return;
        }
        if ((file.isTest() || !hostOrApp) && WAITING.matcher(line).find()) {
            add(number, "waiting", "wait for what you expect, with a deadline");
        }
        boolean realSockets = hostOrApp || file.isTest() && file.path().startsWith("edge/");
        if (!realSockets && CLOCK_OR_CHANCE.matcher(line).find()) {
            add(number, "clock", "time and chance are handed in: take an InstantSource or a seed");
        }
    }

    private void checkShape(JavaShape shape) {
        for (JavaShape.Method method : shape.methods()) {
            if (method.lines() > METHOD_LINES_MAX) {
                add(
                        method.line(),
                        "method-length",
                        method.name()
                                + " has "
                                + method.lines()
                                + " lines; at most "
                                + METHOD_LINES_MAX);
            }
            if (method.parameters() > PARAMETERS_MAX) {
                add(
                        method.line(),
                        "parameters",
                        method.name()
                                + " takes "
                                + method.parameters()
                                + "; make a record of them");
            }
            if (method.test() && !method.name().matches("should[A-Z]\\w*")) {
                add(
                        method.line(),
                        "test-name",
                        "name it shouldDoThisWhenThat, not " + method.name());
            }
        }
    }

    /** The files that spell the rules out cannot keep them. */
    private boolean isRulesOwn() {
        return file.path().startsWith("quality/rules/src/test/java/")
                || file.path().equals("GLOSSARY.md");
    }

    private void add(long line, String rule, String text) {
        findings.add(new Finding(file.path(), line, rule, text));
    }
}
