package org.trimtab.store.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Section;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.PowerCurve.Level;
import org.trimtab.store.registry.Catalogue.FamilyFacts;

/** Reads the {@code points} of a device group: levels its devices can be held at while they work. */
final class OperatingPoints {
    private static final int POINTS_MAX = 6;
    private static final int NAME_LENGTH_MAX = 64;

    private OperatingPoints() {}

    /**
     * The levels of a group, or null when it gives none.
     *
     * @param running power at full work; every level lies below it
     * @param standby power when asleep; every level lies above it
     * @param hashRate hash rate at full work; no level does more
     */
    static @Nullable PowerCurve read(
            Section group, FamilyFacts family, Power running, Power standby, HashRate hashRate) {
        List<Section> blocks = group.sections("points");
        if (!group.has("points")) {
            return null;
        }
        if (!family.capabilities().contains(Capability.CAP)) {
            throw group.bad(
                    "points",
                    "family "
                            + group.text("family")
                            + " cannot be held at a lower power; leave points out");
        }
        if (blocks.isEmpty() || blocks.size() > POINTS_MAX) {
            throw group.bad(
                    "points", blocks.size() + " points; give 1 to " + POINTS_MAX + ", or none");
        }
        List<Level> levels = new ArrayList<>();
        Set<Power> seen = new HashSet<>();
        for (Section block : blocks) {
            Level level = level(block);
            if (level.power().compareTo(standby) <= 0 || level.power().compareTo(running) >= 0) {
                throw block.bad(
                        "power",
                        level.power()
                                + " must lie between standby power "
                                + standby
                                + " and running power "
                                + running);
            }
            if (level.hashRate().compareTo(hashRate) > 0) {
                throw block.bad(
                        "hashrate", level.hashRate() + " is more than at full work, " + hashRate);
            }
            if (!seen.add(level.power())) {
                throw block.bad("power", level.power() + " is given twice");
            }
            levels.add(level);
        }
        return new PowerCurve(levels, PowerCurve.Origin.SITE_FILE);
    }

    private static Level level(Section block) {
        block.only("power", "hashrate", "name");
        return new Level(
                block.value("name", OperatingPoints::name, ""),
                block.value("power", Parsers::powerAboveZero),
                block.value("hashrate", Parsers::hashRate));
    }

    private static String name(String text) {
        if (text.length() > NAME_LENGTH_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw Parsers.bad(text, "a name of at most " + NAME_LENGTH_MAX + " letters");
        }
        return text;
    }
}
