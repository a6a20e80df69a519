package org.trimtab.program;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule or a value of a rule stands written, and how far we have seen it ourselves.
 *
 * @param document title of the document
 * @param section where in it; empty when the whole document says so
 * @param dated date of the document; null when it is not known
 * @param evidence how far it was seen
 */
public record RuleSource(
        String document, String section, @Nullable LocalDate dated, Evidence evidence) {

    /** How far a source was seen. */
    public enum Evidence {
        /** Read in the primary document or a word-for-word quotation of it. */
        PRIMARY,
        /** Read in another's account that cites the primary document. */
        SECONDARY,
        /** Computed from the stated formula. */
        COMPUTED,
        /** Known from professional practice; not read again: a person should check it. */
        RECALLED,
        /** Our own reasoning where the rule is silent. */
        INFERRED;

        /** True when a document was read or the figure was computed; statements mark every other value. */
        public boolean isVerified() {
            return switch (this) {
                case PRIMARY, SECONDARY, COMPUTED -> true;
                case RECALLED, INFERRED -> false;
            };
        }
    }

    @Override
    public String toString() {
        return document
                + (section.isEmpty() ? "" : " " + section)
                + (dated == null ? "" : ", " + dated);
    }
}
