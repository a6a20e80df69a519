package org.trimtab.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;

/**
 * A model's nameplate.
 *
 * @param name as the machine reports it
 * @param running wall power at full work
 * @param hashRate work at full power
 */
public record VirtualModel(String name, Power running, HashRate hashRate) {
    private static final String TABLE = "models.yaml";
    private static final Map<String, VirtualModel> KNOWN = load();

    /** The models whose nameplate is known, in the order of the table. */
    public static Map<String, VirtualModel> known() {
        return KNOWN;
    }

    static Optional<VirtualModel> find(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /**
     * A known model.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    static VirtualModel require(String name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "model \""
                                        + name
                                        + "\" is not known; give its \"running\" power and"
                                        + " \"hashrate\", or use one of "
                                        + String.join(", ", KNOWN.keySet())));
    }

    private static Map<String, VirtualModel> load() {
        Map<String, VirtualModel> models = new LinkedHashMap<>();
        for (Section row : Document.parse(TABLE, tableText()).sections("models")) {
            VirtualModel model =
                    new VirtualModel(
                            row.text("model"),
                            row.value("running", QuantityFormat::parsePower),
                            row.value("hashrate", QuantityFormat::parseHashRate));
            models.put(model.name, model);
        }
        return java.util.Collections.unmodifiableMap(models);
    }

    private static String tableText() {
        try (InputStream in = VirtualModel.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + TABLE + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
