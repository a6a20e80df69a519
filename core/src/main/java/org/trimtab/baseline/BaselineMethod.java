package org.trimtab.baseline;

import org.trimtab.program.RuleSource;

/** A published way to tell what a site would have drawn without an event. */
public interface BaselineMethod {
    /** Its name on the command line and in rule packs, such as {@code mid-8-of-10}. */
    String id();

    /** Its name in words, with the market that uses it. */
    String title();

    /** The formula in one line. */
    String formula();

    /** Where the formula stands. */
    RuleSource source();

    /**
     * The baseline of one event. Never throws for what the data lack: the estimate then carries a refusal that says
     * what is missing and how much of it is needed.
     */
    Estimate find(BaselineCase given);
}
