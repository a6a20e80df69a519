package org.trimtab.operators.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineMethods;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.operators.rules.RuleKey.Form;
import org.trimtab.program.RuleUnit.Dimension;

/** What rule packs may say: the kinds of rules, the keys of each, and the baseline methods. */
final class RuleKinds {
    private static final String FILE = "kinds.yaml";

    private final Map<String, RuleKey> keys = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Set<String> baselines;
    private final Kind always;

    /**
     * A kind of rules: which algebra settles them.
     *
     * @param name such as {@code ers}
     * @param says what it settles
     * @param needs keys that every pack of the kind has
     * @param may keys it may have besides
     */
    record Kind(String name, String says, Set<String> needs, Set<String> may) {}

    private RuleKinds(Section file) {
        Section listed = file.section("keys");
        for (String name : listed.keys()) {
            keys.put(name, key(name, listed.section(name)));
        }
        this.always = kind("always", "", file.section("always"));
        this.baselines = new TreeSet<>();
        BaselineMethods.all().forEach(method -> baselines.add(method.id()));
        Section named = file.section("kinds");
        for (String name : named.keys()) {
            Section kind = named.section(name);
            kinds.put(name, kind(name, kind.text("says"), kind));
            kind.done();
        }
        file.done();
    }

    /** The kinds that ship with the program. */
    static RuleKinds shipped() {
        try (InputStream in = RuleKinds.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(
                        FILE + " is missing from this build; build it again");
            }
            return new RuleKinds(
                    Document.parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All kinds, in order. */
    Map<String, Kind> kinds() {
        return kinds;
    }

    /** What every pack has, whatever its kind. */
    Kind always() {
        return always;
    }

    /** All keys, in order. */
    List<RuleKey> keys() {
        return List.copyOf(keys.values());
    }

    /** Ids of the baseline methods. */
    Set<String> baselines() {
        return baselines;
    }

    /** What a key means; null when it is unknown. */
    @Nullable RuleKey key(String name) {
        RuleKey exact = keys.get(name);
        if (exact != null) {
            return exact;
        }
        for (RuleKey key : keys.values()) {
            if (key.means(name)) {
                return key;
            }
        }
        return null;
    }

    /** Keys a pack of a kind may have at all. */
    Set<String> allowed(Kind kind) {
        Set<String> allowed = new TreeSet<>(kind.needs());
        allowed.addAll(kind.may());
        allowed.addAll(always.needs());
        allowed.addAll(always.may());
        return allowed;
    }

    private Kind kind(String name, String says, Section section) {
        Kind kind =
                new Kind(
                        name,
                        says,
                        new LinkedHashSet<>(section.values("needs", this::known)),
                        new LinkedHashSet<>(section.values("may", this::known)));
        section.done();
        return kind;
    }

    private String known(String key) {
        if (!keys.containsKey(key)) {
            throw new IllegalArgumentException("\"" + key + "\" is not among the keys");
        }
        return key;
    }

    private static RuleKey key(String name, Section section) {
        String is = section.text("is").toUpperCase(Locale.ROOT).replace('-', '_');
        Form form = Form.NUMBER;
        Dimension dimension = Dimension.TEXT;
        for (Form one : Form.values()) {
            form = one.name().equals(is) ? one : form;
        }
        if (form == Form.NUMBER) {
            dimension = Dimension.valueOf(is);
        }
        RuleKey key =
                new RuleKey(
                        name,
                        form,
                        dimension,
                        section.find("form", Pattern::compile),
                        section.value("least", BigDecimal::new, BigDecimal.ZERO),
                        section.find("most", BigDecimal::new),
                        section.text("says"));
        section.done();
        return key;
    }
}
