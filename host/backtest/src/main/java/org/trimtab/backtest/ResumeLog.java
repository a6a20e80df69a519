package org.trimtab.backtest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.DecisionReason;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.Strategy;
import org.trimtab.market.StrategyDecision;
import org.trimtab.market.StrategyDecision.Ask;
import org.trimtab.market.StrategyOffer;
import org.trimtab.market.StrategyState;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * Keeps what a strategy decided, so that a long backtest that was stopped goes on where it was: what was decided is
 * read back, and only the rest is worked out. The engine plays all of it again, which takes seconds.
 */
public final class ResumeLog implements AutoCloseable {
    private static final int FLUSH_EVERY = 64;

    private final Map<Instant, String> decided = new HashMap<>();
    private final Map<Instant, List<StrategyOffer>> offered = new HashMap<>();
    private final BufferedWriter out;
    private int written;

    private ResumeLog(Path file, String mark) throws IOException {
        boolean known = Files.exists(file) && read(file, mark);
        out =
                Files.newBufferedWriter(
                        file,
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        known ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        if (known) {
            // A line that was cut short ends here and counts for nothing.
            out.newLine();
        } else {
            out.write(mark);
            out.newLine();
        }
    }

    /**
     * Opens a log for a strategy on a scene.
     *
     * @param how all else that the decisions depend on
     * @throws IllegalArgumentException when the file is the log of another backtest
     */
    public static ResumeLog open(Path file, StrategyScene scene, String strategy, String how) {
        try {
            return new ResumeLog(file, mark(scene, strategy + " " + how));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be used (" + e.getMessage() + ")", e);
        }
    }

    /** What tells one backtest from another. */
    private static String mark(StrategyScene scene, String what) {
        CRC32 sum = new CRC32();
        for (Priced priced : scene.prices()) {
            add(sum, priced.interval() + " " + priced.price().microDollarsPerMwh());
        }
        add(sum, scene.definition().site().toString());
        add(sum, scene.definition().mining().toString());
        add(sum, scene.machines() + " " + scene.reserves() + " " + scene.peaks());
        add(sum, scene.supply() + " " + scene.calls());
        return "trimtab backtest %s at %s, %s, %08x"
                .formatted(what, scene.point(), scene.span(), sum.getValue());
    }

    private static void add(CRC32 sum, String text) {
        sum.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean read(Path file, String mark) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty()) {
            return false;
        }
        if (!lines.getFirst().equals(mark)) {
            throw new IllegalArgumentException(
                    file
                            + " belongs to another backtest ("
                            + lines.getFirst()
                            + "); name another file, or remove it to begin anew");
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(" ", -1);
            if (parts.length == 6 && parts[5].equals(".")) {
                decided.put(Instant.parse(parts[0]), line);
            } else if (parts.length == 7 && parts[6].equals(".")) {
                offered.computeIfAbsent(Instant.parse(parts[0]), _ -> new ArrayList<>())
                        .add(offer(parts));
            }
        }
        return true;
    }

    /** How many decisions are read back. */
    public int kept() {
        return decided.size();
    }

    /** A strategy that remembers what was decided before. */
    public Strategy around(Strategy strategy) {
        return new Strategy() {
            @Override
            public String id() {
                return strategy.id();
            }

            @Override
            public StrategyDecision decide(AsOfMarket known, StrategyState state) {
                String line = decided.get(known.at());
                if (line != null) {
                    return decision(line);
                }
                StrategyDecision made = strategy.decide(known, state);
                write(line(known.at(), made));
                return made;
            }

            @Override
            public List<StrategyOffer> offer(
                    AsOfMarket known, MarketInterval day, StrategyState state) {
                if (decided.containsKey(known.at())) {
                    return offered.getOrDefault(known.at(), List.of());
                }
                List<StrategyOffer> made = strategy.offer(known, day, state);
                made.forEach(offer -> write(line(known.at(), offer)));
                return made;
            }
        };
    }

    private static String line(Instant at, StrategyDecision made) {
        String ask =
                switch (made.ask()) {
                    case Ask.FollowPrice follow -> "follow " + follow.price().microDollarsPerMwh();
                    case Ask.AtMost most -> "most " + most.level().watts();
                    case Ask.Run _ -> "run 0";
                    case Ask.Stay _ -> "stay 0";
                };
        StringBuilder held = new StringBuilder("-");
        made.reserves()
                .forEach((product, watts) ->
                        held.append(product).append('=').append(watts.watts()).append(','));
        return "%s %s %s %s .".formatted(at, ask, held, made.reason().name());
    }

    private static StrategyDecision decision(String line) {
        String[] parts = line.split(" ", -1);
        long value = Long.parseLong(parts[2]);
        Ask ask =
                switch (parts[1]) {
                    case "follow" -> new Ask.FollowPrice(new EnergyPrice(value));
                    case "most" -> new Ask.AtMost(Power.ofWatts(value));
                    case "run" -> new Ask.Run();
                    default -> new Ask.Stay();
                };
        SortedMap<String, Reduction> held = new TreeMap<>();
        for (String one : parts[3].substring(1).split(",", -1)) {
            int at = one.lastIndexOf('=');
            if (at > 0) {
                held.put(
                        one.substring(0, at),
                        Reduction.ofWatts(Long.parseLong(one.substring(at + 1))));
            }
        }
        return new StrategyDecision(ask, held, DecisionReason.valueOf(parts[4]));
    }

    private static String line(Instant at, StrategyOffer offer) {
        return "%s offer %s %s %d %d ."
                .formatted(
                        at,
                        String.join(
                                ",",
                                offer.products().stream()
                                        .map(p -> p + "+" + offer.dearer().getOrDefault(p, 0L))
                                        .toList()),
                        offer.interval().from() + "/" + offer.interval().until(),
                        offer.quantity().watts(),
                        offer.microDollarsPerMwHour());
    }

    private static StrategyOffer offer(String[] parts) {
        int slash = parts[3].indexOf('/');
        List<String> products = new ArrayList<>();
        Map<String, Long> dearer = new HashMap<>();
        for (String one : parts[2].split(",", -1)) {
            int plus = one.lastIndexOf('+');
            products.add(one.substring(0, plus));
            dearer.put(one.substring(0, plus), Long.valueOf(one.substring(plus + 1)));
        }
        return new StrategyOffer(
                products,
                new MarketInterval(
                        Instant.parse(parts[3].substring(0, slash)),
                        Instant.parse(parts[3].substring(slash + 1))),
                Reduction.ofWatts(Long.parseLong(parts[4])),
                Long.parseLong(parts[5]),
                dearer);
    }

    private void write(@Nullable String line) {
        try {
            out.write(String.valueOf(line));
            out.newLine();
            written++;
            if (written % FLUSH_EVERY == 0) {
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "what was decided cannot be kept (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "what was decided cannot be kept (" + e.getMessage() + ")", e);
        }
    }
}
