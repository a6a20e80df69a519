package org.trimtab.openadr.legacy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to one VTN of OpenADR 2.0.
 *
 * @param vtn the base address; {@code /OpenADR2/Simple/2.0b/EiEvent} and the like are added to it
 *     (2.0a: {@code /OpenADR2/Simple/EiEvent}, unless the address ends with EiEvent already)
 * @param venName the name we register with
 * @param venId our id when the operator gave one beforehand; always needed for 2.0a
 * @param identity certificates; null for plain HTTP or for TLS without a client certificate
 * @param trustedSigners fingerprints of the certificates that may sign for the VTN; empty when any
 *     certificate of the trusted authorities may
 * @param marketContexts the market contexts agreed with the operator; empty accepts all
 * @param resourceIds the resources the operator knows us by; empty accepts all
 * @param reports what we can measure; empty for none
 * @param registration the registration kept from an earlier run; null for none
 * @param defaultPollEvery used until the VTN asks for another interval
 * @param timeout of one exchange, from connecting to the last byte
 * @param replayWindow how far the time in a signed payload may be from ours, either way
 * @param plainHttp whether {@code http://} is allowed to other hosts than this one
 */
public record LegacySettings(
        Profile profile,
        URI vtn,
        String venName,
        @Nullable String venId,
        @Nullable ClientIdentity identity,
        Signing signing,
        Set<String> trustedSigners,
        Set<String> marketContexts,
        Set<String> resourceIds,
        List<ReportSpecifier> reports,
        @Nullable Registration registration,
        Duration defaultPollEvery,
        Duration timeout,
        Duration replayWindow,
        boolean plainHttp) {

    /** Bounds on how often a VTN may want to be polled. */
    public static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    public static final Duration LONGEST_POLL = Duration.ofHours(1);

    /** Longest pause after failures; a VTN that comes back is noticed within it. */
    public static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    /** Bytes of one payload from a VTN. */
    public static final int MAX_PAYLOAD = 4 << 20;

    public LegacySettings {
        trustedSigners = Set.copyOf(trustedSigners);
        marketContexts = Set.copyOf(marketContexts);
        resourceIds = Set.copyOf(resourceIds);
        reports = List.copyOf(reports);
        String scheme = vtn.getScheme();
        boolean plain = "http".equals(scheme);
        if ((!plain && !"https".equals(scheme)) || vtn.getHost() == null) {
            throw new IllegalArgumentException(
                    "VTN address '%s' is not usable: write https://HOST[:PORT]/…".formatted(vtn));
        }
        if (plain && !plainHttp && !loopback(vtn.getHost())) {
            throw new IllegalArgumentException(
                    "VTN address '%s' is not encrypted: use https://, or allow plain HTTP expressly."
                            .formatted(vtn));
        }
        if (profile.equals(Profile.A) && venId == null) {
            throw new IllegalArgumentException(
                    "Profile 2.0a has no registration: give the venID the operator assigned.");
        }
        if (!signing.equals(Signing.OFF) && identity == null) {
            throw new IllegalArgumentException(
                    "Signing needs a certificate and its key: give a client identity.");
        }
    }

    /** Settings with the usual values: poll every 10 s, 30 s timeout, five minutes for replay. */
    public static LegacySettings of(Profile profile, URI vtn, String venName) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                profile.equals(Profile.A) ? venName : null,
                null,
                Signing.OFF,
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                false);
    }

    /** With a VEN id the operator assigned. */
    public LegacySettings withVenId(String id) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                id,
                identity,
                signing,
                trustedSigners,
                marketContexts,
                resourceIds,
                reports,
                registration,
                defaultPollEvery,
                timeout,
                replayWindow,
                plainHttp);
    }

    /** With certificates, and XML signatures or none. */
    public LegacySettings withIdentity(
            ClientIdentity certificates, Signing signatures, Set<String> signers) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                venId,
                certificates,
                signatures,
                signers,
                marketContexts,
                resourceIds,
                reports,
                registration,
                defaultPollEvery,
                timeout,
                replayWindow,
                plainHttp);
    }

    /** With the market contexts and resource ids agreed; an empty set accepts all. */
    public LegacySettings withAgreed(Set<String> contexts, Set<String> resources) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                venId,
                identity,
                signing,
                trustedSigners,
                contexts,
                resources,
                reports,
                registration,
                defaultPollEvery,
                timeout,
                replayWindow,
                plainHttp);
    }

    /** With the reports we offer. */
    public LegacySettings withReports(List<ReportSpecifier> offered) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                venId,
                identity,
                signing,
                trustedSigners,
                marketContexts,
                resourceIds,
                offered,
                registration,
                defaultPollEvery,
                timeout,
                replayWindow,
                plainHttp);
    }

    /** With a registration kept from an earlier run. */
    public LegacySettings withRegistration(@Nullable Registration kept) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                venId,
                identity,
                signing,
                trustedSigners,
                marketContexts,
                resourceIds,
                reports,
                kept,
                defaultPollEvery,
                timeout,
                replayWindow,
                plainHttp);
    }

    /** With another poll interval and exchange timeout. */
    public LegacySettings withTiming(Duration pollEvery, Duration exchangeTimeout) {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                venId,
                identity,
                signing,
                trustedSigners,
                marketContexts,
                resourceIds,
                reports,
                registration,
                pollEvery,
                exchangeTimeout,
                replayWindow,
                plainHttp);
    }

    /** Allowing plain HTTP to any host, for a closed network only. */
    public LegacySettings withPlainHttp() {
        return new LegacySettings(
                profile,
                vtn,
                venName,
                venId,
                identity,
                signing,
                trustedSigners,
                marketContexts,
                resourceIds,
                reports,
                registration,
                defaultPollEvery,
                timeout,
                replayWindow,
                true);
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
