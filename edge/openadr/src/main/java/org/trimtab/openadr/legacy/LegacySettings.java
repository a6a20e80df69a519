package org.trimtab.openadr.legacy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.ClientIdentity;

/**
 * How to talk to one VTN of OpenADR 2.0.
 *
 * @param vtn the base address; {@code /OpenADR2/Simple/2.0b/EiEvent} and the like are added to it
 *     (2.0a: {@code /OpenADR2/Simple/EiEvent}, unless the address ends with EiEvent already)
 * @param venName the name we register with
 * @param protection certificates and signatures
 * @param agreed what the operator has told us beforehand
 * @param reports what we can measure; empty for none
 * @param registration the registration kept from an earlier run; null for none
 * @param timing how often and how long
 */
public record LegacySettings(
        Profile profile,
        URI vtn,
        String venName,
        Protection protection,
        Agreed agreed,
        List<ReportSpecifier> reports,
        @Nullable Registration registration,
        Timing timing) {

    /** Bounds on how often a VTN may want to be polled. */
    public static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    public static final Duration LONGEST_POLL = Duration.ofHours(1);

    /** Longest pause after failures; a VTN that comes back is noticed within it. */
    public static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    /** Bytes of one payload from a VTN. */
    public static final int MAX_PAYLOAD = 4 << 20;

    /**
     * How both sides prove who they are.
     *
     * @param identity certificates; null for plain HTTP or for TLS without a client certificate
     * @param trustedSigners fingerprints of the certificates that may sign for the VTN; empty when
     *     any certificate of the trusted authorities may
     * @param plainHttp whether {@code http://} is allowed to other hosts than this one
     */
    public record Protection(
            @Nullable ClientIdentity identity,
            Signing signing,
            Set<String> trustedSigners,
            boolean plainHttp) {
        /** No certificate of ours, no signatures. */
        public static final Protection NONE = new Protection(null, Signing.OFF, Set.of(), false);

        /** Signing needs a certificate. */
        public Protection {
            trustedSigners = Set.copyOf(trustedSigners);
            if (!signing.equals(Signing.OFF) && identity == null) {
                throw new IllegalArgumentException(
                        "Signing needs a certificate and its key: give a client identity.");
            }
        }
    }

    /**
     * What was agreed with the operator.
     *
     * @param venId our id when the operator gave one; always needed for 2.0a
     * @param marketContexts the market contexts; empty accepts all
     * @param resourceIds the resources the operator knows us by; empty accepts all
     */
    public record Agreed(
            @Nullable String venId, Set<String> marketContexts, Set<String> resourceIds) {
        /** Nothing. */
        public static final Agreed NOTHING = new Agreed(null, Set.of(), Set.of());

        /** Copies the sets. */
        public Agreed {
            marketContexts = Set.copyOf(marketContexts);
            resourceIds = Set.copyOf(resourceIds);
        }
    }

    /**
     * How often and how long.
     *
     * @param pollEvery used until the VTN asks for another interval
     * @param timeout of one exchange, from connecting to the last byte
     * @param replayWindow how far the time in a signed payload may be from ours, either way
     */
    public record Timing(Duration pollEvery, Duration timeout, Duration replayWindow) {
        /** Poll every 10 s, 30 s timeout, five minutes for replay. */
        public static final Timing USUAL =
                new Timing(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

        /** The usual ones with another time between polls. */
        public static Timing polling(Duration every) {
            return new Timing(every, USUAL.timeout, USUAL.replayWindow);
        }
    }

    public LegacySettings {
        reports = List.copyOf(reports);
        String scheme = vtn.getScheme();
        boolean plain = "http".equals(scheme);
        if ((!plain && !"https".equals(scheme)) || vtn.getHost() == null) {
            throw new IllegalArgumentException(
                    "VTN address '%s' is not usable: write https://HOST[:PORT]/…".formatted(vtn));
        }
        if (plain && !protection.plainHttp() && !loopback(vtn.getHost())) {
            throw new IllegalArgumentException(
                    "VTN address '%s' is not encrypted: use https://, or allow plain HTTP expressly."
                            .formatted(vtn));
        }
        if (profile.equals(Profile.A) && agreed.venId() == null) {
            throw new IllegalArgumentException(
                    "Profile 2.0a has no registration: give the venID the operator assigned.");
        }
    }

    /** The usual settings: no certificate, nothing agreed (2.0a: the name is the id), no reports. */
    public static LegacySettings of(Profile profile, URI vtn, String venName) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                Protection.NONE,
                profile.equals(Profile.A)
                        ? new Agreed(venName, Set.of(), Set.of())
                        : Agreed.NOTHING,
                List.of(),
                null,
                Timing.USUAL);
    }

    /** With the reports we offer. */
    public LegacySettings withReports(List<ReportSpecifier> offered) {
        return new LegacySettings(
                profile, vtn, venName, protection, agreed, offered, registration, timing);
    }

    /** With a registration kept from an earlier run. */
    public LegacySettings withRegistration(@Nullable Registration kept) {
        return new LegacySettings(profile, vtn, venName, protection, agreed, reports, kept, timing);
    }

    /** With certificates and signatures. */
    public LegacySettings withProtection(Protection proof) {
        return new LegacySettings(
                profile, vtn, venName, proof, agreed, reports, registration, timing);
    }

    /** With other times. */
    public LegacySettings withTiming(Timing times) {
        return new LegacySettings(
                profile, vtn, venName, protection, agreed, reports, registration, times);
    }

    /** A poll interval within {@link #SHORTEST_POLL} and {@link #LONGEST_POLL}. */
    Duration bounded(Duration wanted) {
        if (wanted.compareTo(SHORTEST_POLL) < 0) {
            return SHORTEST_POLL;
        }
        return wanted.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : wanted;
    }

    /** The address of one service, such as {@code EiEvent}. */
    URI service(String name) {
        String base = vtn.toString().replaceAll("/+$", "");
        return switch (profile) {
            case A ->
                    URI.create(
                            base.endsWith("/EiEvent") ? base : base + "/OpenADR2/Simple/" + name);
            case B ->
                    URI.create(
                            base.endsWith("/OpenADR2/Simple/2.0b")
                                    ? base + "/" + name
                                    : base + "/OpenADR2/Simple/2.0b/" + name);
        };
    }

    private static boolean loopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }
}
