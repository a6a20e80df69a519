package org.trimtab.engine;

import org.trimtab.market.MiningTerms;
import org.trimtab.program.ProgramTerms;
import org.trimtab.resource.Site;

/**
 * All that the engine knows of a site before the first input.
 *
 * @param site its meters, feeders and devices
 * @param mining what hashing earns there
 * @param program what the grid program measures and pays
 * @param policy how carefully the engine acts
 */
public record SiteDefinition(
        Site site, MiningTerms mining, ProgramTerms program, DispatchPolicy policy) {}
