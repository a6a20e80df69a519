package org.trimtab.store.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Section;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;

/** Reads the {@code feeders} list: what carries how much, and what hangs on what. */
final class FeederBlocks {
    private static final int FEEDERS_MAX = 10_000;

    /** Busbar, transformer, switchboard, row and outlet strip leave room. */
    private static final int LEVELS_MAX = 10;

    private FeederBlocks() {}

    static List<Feeder> read(Section root) {
        List<Section> blocks = root.sections("feeders");
        if (blocks.size() > FEEDERS_MAX) {
            throw root.bad(
                    "feeders", blocks.size() + " feeders; one site holds at most " + FEEDERS_MAX);
        }
        Map<FeederId, Section> known = new LinkedHashMap<>();
        for (Section block : blocks) {
            block.only("id", "limit", "behind");
            FeederId id = block.value("id", FeederId::new);
            if (known.putIfAbsent(id, block) != null) {
                throw block.bad("id", "feeder " + id + " is given twice");
            }
        }
        Map<FeederId, Feeder> feeders = new LinkedHashMap<>();
        known.forEach((id, block) -> {
            Power limit = block.value("limit", Parsers::powerAboveZero);
            FeederId behind =
                    block.find("behind", name -> SiteFile.knownFeeder(name, known.keySet()));
            feeders.put(id, new Feeder(id, limit, behind));
        });
        known.forEach((id, block) -> checkLevels(block, id, feeders));
        return new ArrayList<>(feeders.values());
    }

    private static void checkLevels(Section block, FeederId id, Map<FeederId, Feeder> feeders) {
        List<String> way = new ArrayList<>(List.of(id.value()));
        for (FeederId next = behind(feeders, id); next != null; next = behind(feeders, next)) {
            boolean isCircle = way.contains(next.value());
            way.add(next.value());
            String shown = String.join(" behind ", way);
            if (isCircle) {
                throw block.bad(
                        "behind", shown + " is a circle; leave out behind where the site begins");
            }
            if (way.size() > LEVELS_MAX) {
                throw block.bad("behind", shown + "; at most " + LEVELS_MAX + " levels are kept");
            }
        }
    }

    private static @Nullable FeederId behind(Map<FeederId, Feeder> feeders, FeederId id) {
        Feeder feeder = feeders.get(id);
        return feeder == null ? null : feeder.behind();
    }
}
