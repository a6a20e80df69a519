package org.trimtab.openadr.site;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Section;
import org.trimtab.openadr.ven.Meanings;
import org.trimtab.openadr.ven.Want;
import org.trimtab.quantity.QuantityFormat;

/** Reads what a VTN's signals mean at the site. */
final class MeaningsBlock {
    private static final String WANTS =
            "\"less 500 kW\", \"at most 2 MW\", \"be at 2 MW\" or \"normal\"";

    private MeaningsBlock() {}

    static Meanings read(Section block) {
        Long usual = block.find("usual", text -> QuantityFormat.parsePower(text).watts());
        Map<Integer, Want> levels = new HashMap<>();
        Section simple = block.findSection("simple");
        if (simple != null) {
            simple.only("0", "1", "2", "3");
            for (String level : simple.keys()) {
                levels.put(Integer.valueOf(level), simple.value(level, text -> want(text, usual)));
            }
        }
        return new Meanings(
                levels,
                block.find("emergency", text -> want(text, usual)),
                block.value("control-setpoint", VenBlocks::yesOrNo, false),
                usual,
                new LinkedHashSet<>(block.values("ignore", Function.identity())));
    }

    private static Want want(String text, @Nullable Long usual) {
        String plain = text.strip();
        if (plain.equals("normal")) {
            return new Want.Normal();
        }
        if (plain.startsWith("less ")) {
            return new Want.Less(amount(plain.substring(5), usual));
        }
        if (plain.startsWith("at most ")) {
            return new Want.AtMost(amount(plain.substring(8), usual));
        }
        if (plain.startsWith("be at ")) {
            return new Want.Be(amount(plain.substring(6), usual));
        }
        throw new IllegalArgumentException("\"" + text + "\" says nothing; write " + WANTS);
    }

    /** A power, or a share of the usual level. */
    private static long amount(String text, @Nullable Long usual) {
        String plain = text.strip();
        if (!plain.endsWith("%")) {
            long watts = QuantityFormat.parsePower(plain).watts();
            if (watts < 0) {
                throw new IllegalArgumentException("\"" + plain + "\" is below nothing");
            }
            return watts;
        }
        if (usual == null) {
            throw new IllegalArgumentException(
                    "\"" + plain + "\" is a share of the usual level; say it as usual: 5 MW");
        }
        try {
            int percent = Integer.parseInt(plain.substring(0, plain.length() - 1).strip());
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("\"" + plain + "\" is not from 0 % to 100 %");
            }
            return usual * percent / 100;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + plain + "\" is no share; write it like 20 %", e);
        }
    }
}
