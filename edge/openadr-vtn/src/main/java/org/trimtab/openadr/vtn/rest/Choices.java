package org.trimtab.openadr.vtn.rest;

/**
 * What the OpenADR 3.1.0 text leaves open, decided here; {@link #USUAL} is what a VTN does unless told otherwise.
 *
 * @param badTokenStatus 401 as the YAML and RFC 6750 say, or 403 as the reference implementation answers
 * @param targetsImplied whether a VEN's list without {@code targets} means all it was granted (User Guide 8.13), rather
 *     than objects without targets only (Definitions, Object Privacy)
 * @param onePerClient whether a client may have one ven only
 * @param businessLogicDeletesReports whether business logic may delete reports, which only VENs may write
 */
public record Choices(
        int badTokenStatus,
        boolean targetsImplied,
        boolean onePerClient,
        boolean businessLogicDeletesReports) {
    public static final Choices USUAL = new Choices(401, false, true, false);

    public Choices {
        if (badTokenStatus != 401 && badTokenStatus != 403) {
            throw new IllegalArgumentException(
                    "a bad token is answered with 401 or 403, not " + badTokenStatus);
        }
    }
}
