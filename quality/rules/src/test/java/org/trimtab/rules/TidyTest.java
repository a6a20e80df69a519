package org.trimtab.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.rules.SourceTree.SourceFile;
import org.trimtab.rules.Tidy.Finding;

/** The text of the house is tidy, and the rules that say so find what they are meant to find. */
class TidyTest {
    private static final String RATCHET = "quality/rules/src/test/resources/ratchet.txt";

    @Test
    void shouldBeTidyExceptForWhatTheRatchetStillAllows() {
        TreeMap<String, List<Finding>> found = new TreeMap<>();
        for (Finding finding : Tidy.check(SourceTree.textFiles())) {
            found.computeIfAbsent(finding.rule() + " " + finding.path(), key -> new ArrayList<>())
                    .add(finding);
        }
        TreeMap<String, Integer> allowed = ratchet();
        List<String> wrong = new ArrayList<>();
        found.forEach((key, findings) -> {
            if (findings.size() > allowed.getOrDefault(key, 0)) {
                findings.forEach(finding -> wrong.add(finding.toString()));
            }
        });
        allowed.forEach((key, count) -> {
            int now = found.getOrDefault(key, List.of()).size();
            if (now < count) {
                wrong.add(RATCHET + ": \"" + key + "\" is down to " + now + "; lower its number");
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldMarkEveryPackageAsFreeOfNulls() {
        Set<String> marked = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (SourceFile file : SourceTree.javaFiles()) {
            String folder = file.path().substring(0, file.path().lastIndexOf('/'));
            if (file.path().contains("/src/main/java/")) {
                packages.add(folder);
            }
            if (file.path().endsWith("/package-info.java") && file.text().contains("@NullMarked")) {
                marked.add(folder);
            }
        }

        assertThat(packages)
                .as("packages with a package-info.java that says @NullMarked")
                .isSubsetOf(marked);
    }

    @Test
    void shouldNameNoFamilyWhenBelowTheDoorsOrInTheTransport() {
        Set<String> wrong = new TreeSet<>();
        for (SourceFile file : SourceTree.javaFiles()) {
            boolean neutral =
                    file.path().startsWith("core/src/main/")
                            || file.path().startsWith("engine/src/main/")
                            || file.path().contains("/org/trimtab/drivers/transport/")
                                    && !file.isTest();
            if (neutral && namesAFamily(withoutComments(file.text()))) {
                wrong.add(file.path());
            }
        }

        assertThat(wrong).as("a make or firmware is named only in its driver").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "core/src/main/java/A.java, '// TODO later', open-end",
        "core/src/main/java/A.java, '// see /home/someone/notes', machine-path",
        "core/src/main/java/A.java, 'class A { A() { Instant.now(); } }', clock",
        "edge/src/test/java/A.java, 'class A { A() { Thread.sleep(1); } }', waiting",
        "edge/src/test/java/A.java, '@Disabled class A {}', switched-off",
        "edge/src/main/java/A.java, 'class MockMeter {} // a mock', stand-in",
        "edge/src/main/java/A.java, '// we utilize this', word",
        "edge/src/test/java/A.java, 'class A { @Test void works() {} }', test-name",
        "edge/src/main/java/A.java, 'class A { void a(int a, int b, int c, int d, int e, int f, int g) {} }', parameters"
    })
    void shouldFindWhatIsUntidy(String path, String text, String rule) {
        assertThat(rules(path, text + "\n")).containsExactly(rule);
    }

    @Test
    void shouldFindTabsAndTrailingSpace() {
        assertThat(rules("docs/a.md", "a\tb \nc"))
                .containsExactlyInAnyOrder("tab", "trailing-space", "last-line");
    }

    @Test
    void shouldFindWhatIsTooLong() {
        String method = "class A {\n void a() {\n" + "  int b;\n".repeat(70) + " }\n}\n";
        assertThat(rules("core/src/main/java/A.java", method)).containsExactly("method-length");
        assertThat(rules("core/src/main/java/A.java", "// a\n".repeat(501)))
                .containsExactly("file-length");
        assertThat(rules("core/src/main/java/A.java", "// " + "a".repeat(118) + "\n"))
                .containsExactly("line-length");
    }

    @Test
    void shouldLetPassWhatIsTidy() {
        assertThat(
                        rules(
                                "core/src/main/java/A.java",
                                "// TODO(#12): a numbered end\nrecord A(long watts) {}\n"))
                .isEmpty();
        assertThat(
                        rules(
                                "host/live/src/main/java/A.java",
                                "class A { Object a() { return Instant.now(); } }\n"))
                .isEmpty();
    }

    private static List<String> rules(String path, String text) {
        return Tidy.check(List.of(new SourceFile(path, text))).stream().map(Finding::rule).toList();
    }

    /** Known exceptions, one a line: rule, path, how many. The numbers may only fall. */
    private static TreeMap<String, Integer> ratchet() {
        return SourceTree.read(RATCHET).lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" "))
                .collect(
                        Collectors.toMap(
                                part -> part[0] + " " + part[1],
                                part -> Integer.valueOf(part[2]),
                                Integer::sum,
                                TreeMap::new));
    }

    private static boolean namesAFamily(String code) {
        return code.matches(
                "(?is).*(luxos|luxor|antminer|bitmain|braiins|whatsminer|vnish|avalon|auradine).*");
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }
}
