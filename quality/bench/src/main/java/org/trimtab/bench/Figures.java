package org.trimtab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects samples under the figures they belong to. */
final class Figures {
    /** More samples of a figure than this are a mistake of the benchmark. */
    private static final int SAMPLES_MAX = 10_000;

    private record Open(
            String name, Figure.Unit unit, @Nullable Double target, List<Double> samples) {}

    private final Map<String, Open> open = new LinkedHashMap<>();

    /** Announces a figure, so that it is shown even when nothing can be measured. */
    Figures expect(String key, String name, Figure.Unit unit, @Nullable Double target) {
        open.putIfAbsent(key, new Open(name, unit, target, new ArrayList<>()));
        return this;
    }

    /** Adds a sample; an unknown one is left out. */
    void add(String key, @Nullable Double sample) {
        Open figure = open.get(key);
        if (figure == null) {
            throw new IllegalArgumentException("nobody announced figure " + key);
        }
        if (figure.samples.size() >= SAMPLES_MAX) {
            throw new IllegalStateException("more than " + SAMPLES_MAX + " samples of " + key);
        }
        if (sample != null) {
            figure.samples.add(sample);
        }
    }

    List<Figure> all() {
        List<Figure> all = new ArrayList<>();
        open.forEach((key, figure) ->
                all.add(new Figure(figure.name, key, figure.unit, figure.target, figure.samples)));
        return all;
    }
}
