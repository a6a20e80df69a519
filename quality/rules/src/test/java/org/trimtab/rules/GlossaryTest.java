package org.trimtab.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trimtab.rules.Rooms.Floor;
import org.trimtab.rules.SourceTree.SourceFile;

/** GLOSSARY.md is whole: every word of core is in it, every row says something, and other words stay out of the code. */
class GlossaryTest {
    private static final String WORDS_NOT_USED = "## Words we do not use";
    private static final Pattern CODE = Pattern.compile("`([A-Za-z]+)`");

    /** Tools of the house that are no words of the trade. */
    private static final Set<String> PLUMBING =
            Set.of(
                    "BadEvidence",
                    "Baselines",
                    "CanonicalJson",
                    "CanonicalJsonReader",
                    "EvidenceBodies",
                    "EvidenceFiles",
                    "EvidenceHash",
                    "Json",
                    "Name",
                    "QuantityFormat");

    /** A row: word, types in code, unit and sign, meaning. */
    private record Row(String word, Set<String> types, String unit, String meaning) {}

    @Test
    void shouldHoldEveryPublicTypeOfCore() {
        Set<String> known = new TreeSet<>();
        rows().forEach(row -> known.addAll(row.types()));
        Set<String> missing = new TreeSet<>();
        for (JavaClass type : Shipped.on(Floor.CORE)) {
            if (type.isTopLevelClass()
                    && type.getModifiers().contains(JavaModifier.PUBLIC)
                    && !PLUMBING.contains(type.getSimpleName())
                    && !known.contains(type.getSimpleName())) {
                missing.add(type.getName());
            }
        }

        assertThat(missing).as("public types of core without a row in GLOSSARY.md").isEmpty();
    }

    @Test
    void shouldSayAMeaningInEveryRow() {
        List<Row> rows = rows();

        assertThat(rows).hasSizeGreaterThan(40);
        for (Row row : rows) {
            assertThat(row.meaning()).as("meaning of " + row.word()).hasSizeGreaterThan(10);
        }
    }

    @Test
    void shouldSayTheUnitWhenAWordIsAQuantity() {
        Map<String, String> units = new TreeMap<>();
        rows().forEach(row -> row.types().forEach(type -> units.put(type, row.unit())));
        for (JavaClass type : Shipped.on(Floor.CORE)) {
            if (Shipped.roomOf(type).equals("quantity") && type.isRecord()) {
                assertThat(units.get(type.getSimpleName()))
                        .as("unit of " + type.getSimpleName())
                        .isNotBlank();
            }
        }
    }

    @Test
    void shouldDefineEveryWordOnce() {
        List<String> words =
                rows().stream().map(row -> row.word().toLowerCase(Locale.ROOT)).toList();

        assertThat(words).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepOtherWordsOutOfTheCode() {
        Map<String, String> instead = wordsNotUsed();
        assertThat(instead).isNotEmpty();
        List<String> wrong = new ArrayList<>();
        List<SourceFile> shipped =
                SourceTree.javaFiles().stream().filter(SourceFile::isShipped).toList();
        new TreeMap<>(JavaShape.of(shipped))
                .forEach((path, shape) ->
                        shape.declared().stream()
                                .filter(name -> isWordNotUsed(name.name(), instead))
                                .forEach(name ->
                                        wrong.add(path + ":" + name.line() + " " + name.name())));

        assertThat(wrong).as("names with a word that GLOSSARY.md replaces by another").isEmpty();
    }

    private static boolean isWordNotUsed(String name, Map<String, String> instead) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|_"))
                .anyMatch(part -> instead.containsKey(part.toLowerCase(Locale.ROOT)));
    }

    private static List<Row> rows() {
        String text = SourceTree.read("GLOSSARY.md").text();
        List<Row> rows = new ArrayList<>();
        for (List<String> cells : table(text.substring(0, text.indexOf(WORDS_NOT_USED)), 4)) {
            Set<String> types = new TreeSet<>();
            Matcher code = CODE.matcher(cells.get(1));
            while (code.find()) {
                types.add(code.group(1));
            }
            rows.add(new Row(cells.get(0), types, cells.get(2), cells.get(3)));
        }
        return rows;
    }

    private static Map<String, String> wordsNotUsed() {
        String text = SourceTree.read("GLOSSARY.md").text();
        Map<String, String> instead = new TreeMap<>();
        for (List<String> cells : table(text.substring(text.indexOf(WORDS_NOT_USED)), 2)) {
            for (String word : cells.get(0).split(", ")) {
                instead.put(word, cells.get(1));
            }
        }
        return instead;
    }

    /** The body rows of all Markdown tables in a text; each must have so many cells. */
    private static List<List<String>> table(String text, int width) {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("|--");
            if (!line.startsWith("| ") || head) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|", -1)) {
                cells.add(cell.strip());
            }
            assertThat(cells).as("cells of: " + line).hasSize(width);
            rows.add(cells);
        }
        return rows;
    }
}
