package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table that traces the text of OpenADR to tests names tests that are there, and no demand is left out. */
final class TraceTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final Pattern DEMAND = Pattern.compile("\\b(MUST|SHALL)\\b");

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/reference/openadr-trace.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("docs/reference/openadr-trace.md is not there");
        }
        return folder;
    }

    @Test
    void shouldNameTestsThatAreThereWhenTheTableSaysSo() throws IOException {
        Path root = root();
        String table = Files.readString(root.resolve("docs/reference/openadr-trace.md"));
        Map<String, String> sources = new TreeMap<>();
        for (String part : List.of("edge/openadr", "edge/openadr-vtn", "app/cli", "host/live")) {
            Path tests = root.resolve(part).resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file :
                            files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                        sources.put(
                                file.getFileName().toString().replace(".java", ""),
                                Files.readString(file));
                    }
                }
            }
        }
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher matcher = NAMED.matcher(table);
        while (matcher.find()) {
            named++;
            String source = sources.getOrDefault(matcher.group(1), "");
            if (!source.contains("void " + matcher.group(2) + "(")) {
                missing.add(matcher.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(30);
    }

    @Test
    void shouldHaveALineForEveryDemandWhenTheTextIsHere() throws IOException {
        Path text = DriftTest.specs().resolve("3.1.0").resolve("Definition.md");
        assumeTrue(Files.exists(text), "the OpenADR 3.1.0 Definitions are not beside this project");
        String table = Files.readString(root().resolve("docs/reference/openadr-trace.md"));
        List<String> lines = Files.readAllLines(text);
        List<Integer> untraced = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (DEMAND.matcher(lines.get(i)).find() && !table.contains("\n| " + (i + 1) + " |")) {
                untraced.add(i + 1);
            }
        }
        assertThat(untraced).isEmpty();
    }
}
