package org.trimtab.openadr.legacy;

import java.util.Map;

/**
 * The namespaces of OpenADR 2.0 and the prefixes we write them with (schemas oadr_20a.xsd and
 * oadr_20b.xsd of the OpenADR Alliance).
 */
final class Names {

    static final String OADR_A = "http://openadr.org/oadr-2.0a/2012/07";
    static final String OADR_B = "http://openadr.org/oadr-2.0b/2012/07";
    static final String EI = "http://docs.oasis-open.org/ns/energyinterop/201110";
    static final String PYLD = "http://docs.oasis-open.org/ns/energyinterop/201110/payloads";
    static final String XCAL = "urn:ietf:params:xml:ns:icalendar-2.0";
    static final String STRM = "urn:ietf:params:xml:ns:icalendar-2.0:stream";
    static final String EMIX = "http://docs.oasis-open.org/ns/emix/2011/06";
    static final String POWER = "http://docs.oasis-open.org/ns/emix/2011/06/power";
    static final String SCALE = "http://docs.oasis-open.org/ns/emix/2011/06/siscale";
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String DSP = "http://openadr.org/oadr-2.0b/2012/07/xmldsig-properties";

    /** The value of {@code oadr:Id} of the signed object we write. */
    static final String SIGNED_ID = "oadrSignedObject";

    /** Prefix to namespace, without {@code oadr}, which differs by profile. */
    static final Map<String, String> PREFIXES =
            Map.of(
                    "ei", EI,
                    "pyld", PYLD,
                    "xcal", XCAL,
                    "strm", STRM,
                    "emix", EMIX,
                    "power", POWER,
                    "scale", SCALE);

    private Names() {}
}
