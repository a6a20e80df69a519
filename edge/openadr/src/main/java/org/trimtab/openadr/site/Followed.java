package org.trimtab.openadr.site;

import org.trimtab.openadr.legacy.LegacyLink;
import org.trimtab.openadr.ven.Link;
import org.trimtab.openadr.ven.VenSettings;
import org.trimtab.openadr.ven.VtnLink;

/** One VTN of a site file. */
public sealed interface Followed {
    /** What the site calls it. */
    String name();

    /** The name this VEN goes by there. */
    String venName();

    /** What its events count for. */
    Counting counting();

    /** Opens a link to it, not yet started. */
    Link open(Link.Surroundings with, Runnable changed);

    /**
     * What a VTN's events count for.
     *
     * @param program the site's program its events count for
     * @param prices whether its prices are the site's
     */
    record Counting(String program, boolean prices) {}

    /** One of OpenADR 3. */
    record Version3(VenSettings settings, Counting counting) implements Followed {
        @Override
        public String name() {
            return settings.vtn().name();
        }

        @Override
        public String venName() {
            return settings.vtn().venName();
        }

        @Override
        public Link open(Link.Surroundings with, Runnable changed) {
            return new VtnLink(settings, with, changed);
        }
    }

    /** One of OpenADR 2.0. */
    record Version2(LegacyLink.Terms terms, Counting counting) implements Followed {
        @Override
        public String name() {
            return terms.name();
        }

        @Override
        public String venName() {
            return terms.settings().venName();
        }

        @Override
        public Link open(Link.Surroundings with, Runnable changed) {
            return new LegacyLink(terms, with, changed);
        }
    }
}
