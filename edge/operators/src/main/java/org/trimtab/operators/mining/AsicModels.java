package org.trimtab.operators.mining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.trimtab.documents.CsvFile;
import org.trimtab.documents.Nearest;
import org.trimtab.market.AsicModel;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;

/** The nameplates of miners that ship with the program. */
public final class AsicModels {
    private static final String FILE = "asic-models.csv";
    private static final String PLACE = "/org/trimtab/operators/mining/" + FILE;
    private static final int COLUMNS = 8;

    private AsicModels() {}

    /** All models, in the order of the table. */
    public static List<AsicModel> shipped() {
        try (InputStream in = AsicModels.class.getResourceAsStream(PLACE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from this build; build again");
            }
            BufferedReader text =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<AsicModel> models = new ArrayList<>();
            text.readLine();
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                models.add(model(CsvFile.values(line)));
            }
            return List.copyOf(models);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A model by its name, whatever its case, spaces and hyphens.
     *
     * @throws IllegalArgumentException when there is none, naming the nearest
     */
    public static AsicModel find(String name) {
        TreeSet<String> names = new TreeSet<>();
        for (AsicModel model : shipped()) {
            if (model.isCalled(name)) {
                return model;
            }
            names.add(model.name());
        }
        throw new IllegalArgumentException(
                "there is no miner "
                        + CsvFile.shown(name)
                        + " in the table"
                        + Nearest.advice(name, names));
    }

    private static AsicModel model(List<String> row) {
        if (row.size() != COLUMNS) {
            throw new IllegalStateException(
                    FILE + ": a row has not " + COLUMNS + " values: " + row);
        }
        return new AsicModel(
                row.get(0),
                new HashRate(new BigDecimal(row.get(1)).movePointRight(6).longValueExact()),
                Power.ofWatts(Long.parseLong(row.get(2))),
                new Efficiency(new BigDecimal(row.get(3)).movePointRight(3).longValueExact()),
                row.get(4),
                Evidence.valueOf(row.get(5).toUpperCase(Locale.ROOT)),
                row.get(6),
                row.get(7));
    }
}
