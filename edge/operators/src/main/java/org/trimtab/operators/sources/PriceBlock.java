package org.trimtab.operators.sources;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.operators.prices.PriceFile;
import org.trimtab.operators.sources.FallbackSource.Ranked;
import org.trimtab.quantity.QuantityFormat;

/** Reads the {@code prices} block of a site file. */
public final class PriceBlock {
    private static final Duration EVERY_MIN = Duration.ofSeconds(5);
    private static final Duration EVERY_MAX = Duration.ofHours(1);
    private static final Duration OLDEST_MAX = Duration.ofDays(1);
    private static final List<String> KINDS = List.of("csv", "json", "ercot", "fixed");

    private final WebFetch web = new WebFetch();
    private final Path directory;
    private final Function<String, @Nullable String> environment;

    private PriceBlock(Path directory, Function<String, @Nullable String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * Where prices come from.
     *
     * @param every time between two rounds
     * @param sources the most trusted first
     */
    public record Read(Duration every, List<Ranked> sources) {
        public Read {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Reads the block.
     *
     * @param root the whole site file
     * @param directory where relative files are looked for
     * @param environment looks up an environment variable
     * @return null when the file has no such block
     * @throws org.trimtab.documents.BadDocument when anything in it is wrong
     */
    public static @Nullable Read read(
            Section root, Path directory, Function<String, @Nullable String> environment) {
        Section block = root.findSection("prices");
        if (block == null) {
            return null;
        }
        block.only("every", "sources");
        Duration every = block.value("every", PriceBlock::every, Duration.ofMinutes(1));
        PriceBlock reader = new PriceBlock(directory, environment);
        List<Ranked> sources = new ArrayList<>();
        for (Section source : block.sections("sources")) {
            sources.add(reader.source(source, every));
        }
        if (sources.isEmpty() || sources.size() > FallbackSource.SOURCES_MAX) {
            throw block.bad(
                    "sources",
                    "list 1 to " + FallbackSource.SOURCES_MAX + ", the most trusted first");
        }
        return new Read(every, sources);
    }

    private Ranked source(Section block, Duration every) {
        String kind = block.value("kind", PriceBlock::kind);
        LiveSource source =
                switch (kind) {
                    case "csv" -> csv(block);
                    case "json" -> json(block);
                    case "ercot" -> ercot(block);
                    default -> fixed(block);
                };
        Duration oldest = block.value("oldest", PriceBlock::oldest, Duration.ofMinutes(30));
        if (oldest.compareTo(every) <= 0) {
            throw block.bad("oldest", "must be longer than every, the time between two rounds");
        }
        return new Ranked(new PatientSource(source, every), oldest);
    }

    private LiveSource csv(Section block) {
        block.only("kind", "oldest", "file", "column", "time-column");
        return new CsvSource(
                block.value("file", directory::resolve),
                block.text("column"),
                block.text("time-column", PriceFile.TIME_COLUMN));
    }

    private LiveSource json(Section block) {
        block.only("kind", "oldest", "url", "price", "time", "header", "header-env");
        String header = block.find("header", PriceBlock::header);
        String variable = block.find("header-env", Function.identity());
        if ((header == null) != (variable == null)) {
            throw block.bad(
                    header == null ? "header-env" : "header",
                    "header names what is sent and header-env the environment variable that holds"
                            + " its value; give both or neither");
        }
        String secret = variable == null ? null : environment.apply(variable);
        if (variable != null && secret == null) {
            throw block.bad(
                    "header-env", "environment variable " + variable + " is not set; set it");
        }
        URI address = block.value("url", text -> WebFetch.checked(URI.create(text)));
        String price = block.value("price", JsonSource::pointer);
        return new JsonSource(
                web,
                address,
                price,
                block.find("time", JsonSource::pointer),
                header == null || secret == null ? Map.of() : Map.of(header, secret));
    }

    private LiveSource ercot(Section block) {
        block.only("kind", "oldest", "point");
        return block.value("point", point -> new ErcotPublicApi(web, point, environment));
    }

    private static LiveSource fixed(Section block) {
        block.only("kind", "oldest", "price");
        return block.value(
                "price",
                text ->
                        new FixedSource(
                                "the price of the site file",
                                QuantityFormat.parseEnergyPrice(text).dollars()));
    }

    private static String kind(String text) {
        if (!KINDS.contains(text)) {
            throw new IllegalArgumentException("unknown kind" + Nearest.advice(text, KINDS));
        }
        return text;
    }

    private static String header(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9-]{0,63}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no name of a header, such as X-Api-Key");
        }
        return text;
    }

    private static Duration every(String text) {
        return within(QuantityFormat.parseDuration(text), EVERY_MIN, EVERY_MAX, "5 s to 1 h");
    }

    private static Duration oldest(String text) {
        return within(QuantityFormat.parseDuration(text), EVERY_MIN, OLDEST_MAX, "5 s to 1 d");
    }

    private static Duration within(Duration length, Duration least, Duration most, String words) {
        if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
            throw new IllegalArgumentException("give " + words);
        }
        return length;
    }
}
