package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The EiRegisterParty messages of a VEN that pulls over simple HTTP. */
final class RegisterParty {

    private RegisterParty() {}

    static byte[] query(String requestId) {
        return XmlOut.payloadB("oadrQueryRegistration").leaf("pyld:requestID", requestId).bytes();
    }

    /** A new registration, or a renewal when {@code former} is given. */
    static byte[] create(String requestId, @Nullable Registration former, LegacySettings settings) {
        String venId = former == null ? settings.agreed().venId() : former.venId();
        return XmlOut.payloadB("oadrCreatePartyRegistration")
                .leaf("pyld:requestID", requestId)
                .optional("ei:registrationID", former == null ? null : former.registrationId())
                .optional("ei:venID", venId)
                .leaf("oadr:oadrProfileName", Profile.B.version())
                .leaf("oadr:oadrTransportName", "simpleHttp")
                .leaf("oadr:oadrReportOnly", false)
                .leaf("oadr:oadrXmlSignature", settings.protection().signing() != Signing.OFF)
                .leaf("oadr:oadrVenName", settings.venName())
                .leaf("oadr:oadrHttpPullModel", true)
                .bytes();
    }

    static byte[] cancel(String requestId, Registration registration) {
        return XmlOut.payloadB("oadrCancelPartyRegistration")
                .leaf("pyld:requestID", requestId)
                .leaf("ei:registrationID", registration.registrationId())
                .leaf("ei:venID", registration.venId())
                .bytes();
    }

    static byte[] canceled(int code, String why, String requestId, Registration registration) {
        return XmlOut.payloadB("oadrCanceledPartyRegistration")
                .response(code, why, requestId)
                .leaf("ei:registrationID", registration.registrationId())
                .leaf("ei:venID", registration.venId())
                .bytes();
    }

    /** Checks that the answer to a query offers what we speak. */
    static void checkOffer(Tag created) {
        Responses.check(created.child(Names.EI, "eiResponse"), "the query for a registration");
        Tag profiles = created.child(Names.OADR_B, "oadrProfiles");
        if (profiles == null) {
            return;
        }
        List<Tag> offered = profiles.children(Names.OADR_B, "oadrProfile");
        boolean ours =
                offered.stream()
                        .anyMatch(profile ->
                                "2.0b".equals(profile.textOf(Names.OADR_B, "oadrProfileName"))
                                        && simpleHttp(profile));
        if (!offered.isEmpty() && !ours) {
            throw new VtnRefused(
                    ResponseCode.NOT_ALLOWED,
                    "The VTN does not offer profile 2.0b over simpleHttp, the only one spoken here.");
        }
    }

    private static boolean simpleHttp(Tag profile) {
        Tag transports = profile.child(Names.OADR_B, "oadrTransports");
        return transports != null
                && transports.children(Names.OADR_B, "oadrTransport").stream()
                        .anyMatch(transport ->
                                "simpleHttp"
                                        .equals(
                                                transport.textOf(
                                                        Names.OADR_B, "oadrTransportName")));
    }

    static Registration registration(
            Tag created, LegacySettings settings, @Nullable Registration former, Instant now) {
        Responses.check(created.child(Names.EI, "eiResponse"), "the registration");
        String venId = created.textOf(Names.EI, "venID");
        String registrationId = created.textOf(Names.EI, "registrationID");
        String knownVenId = former == null ? settings.agreed().venId() : former.venId();
        if (venId == null) {
            venId = knownVenId;
        }
        if (venId == null || registrationId == null) {
            throw RefusedPayload.invalid(
                    "The VTN registered us without a %s; ask its operator to enrol this VEN."
                            .formatted(venId == null ? "venID" : "registrationID"));
        }
        Tag frequency = created.child(Names.OADR_B, "oadrRequestedOadrPollFreq");
        Duration every =
                frequency == null
                        ? settings.timing().pollEvery()
                        : settings.bounded(frequency.span().lengthFrom(now));
        return new Registration(registrationId, venId, created.needText(Names.EI, "vtnID"), every);
    }
}
