package org.trimtab.engine;

/**
 * What everybody who decides works from.
 *
 * @param definition what the site is and owes
 * @param fleet every device and where it stands with us
 * @param holds what a person keeps as it is
 * @param eligibility who may be asked for what now
 * @param trust who obeys
 * @param outbox where decisions go
 */
record ControlRoom(
        SiteDefinition definition,
        Fleet fleet,
        Holds holds,
        Eligibility eligibility,
        Trust trust,
        Outbox outbox) {}
