package org.trimtab.engine;

import org.jspecify.annotations.Nullable;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramTerms;
import org.trimtab.resource.Site;

/**
 * All that the engine knows of a site before the first input.
 *
 * @param site its meters, feeders and devices
 * @param mining what hashing earns there
 * @param program what the grid program measures and pays
 * @param policy how carefully the engine acts
 * @param programs the programs the site takes part in, and which exclude which
 * @param frequency what it does by itself when frequency moves; null when nothing
 */
public record SiteDefinition(
        Site site,
        MiningTerms mining,
        ProgramTerms program,
        DispatchPolicy policy,
        ProgramBook programs,
        @Nullable FrequencyDuty frequency) {
    /** A site of one program that does not watch frequency. */
    public SiteDefinition(
            Site site, MiningTerms mining, ProgramTerms program, DispatchPolicy policy) {
        this(site, mining, program, policy, ProgramBook.PLAIN, null);
    }
}
