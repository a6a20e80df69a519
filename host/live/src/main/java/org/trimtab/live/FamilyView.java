package org.trimtab.live;

/**
 * The devices of one firmware family as people see them.
 *
 * @param family protocol family
 * @param devices how many the site has
 * @param read how many have been read recently
 * @param asleep how many of those say they sleep
 * @param measuredW power of those that measure it
 * @param modelledW power of those whose firmware computes it
 * @param nameplateW power of those that give no figure, by their nameplate
 * @param hashrateMhs work of all that have been read
 */
public record FamilyView(
        String family,
        int devices,
        int read,
        int asleep,
        long measuredW,
        long modelledW,
        long nameplateW,
        long hashrateMhs) {

    FamilyView plus(FamilyView other) {
        return new FamilyView(
                family,
                devices + other.devices,
                read + other.read,
                asleep + other.asleep,
                measuredW + other.measuredW,
                modelledW + other.modelledW,
                nameplateW + other.nameplateW,
                hashrateMhs + other.hashrateMhs);
    }
}
