package org.trimtab.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.legacy.LegacyLink;
import org.trimtab.openadr.legacy.LegacySettings;
import org.trimtab.openadr.legacy.MeasuredReports;
import org.trimtab.openadr.legacy.Profile;
import org.trimtab.openadr.legacy.Signing;
import org.trimtab.openadr.tls.ClientIdentity;
import org.trimtab.openadr.tls.Tls;
import org.trimtab.openadr.ven.Link;
import org.trimtab.openadr.ven.Meanings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which version a VTN speaks, what proves us there, and what only those of 2.0 want to know. */
final class VenProfileOptions {
    private static final int HERTZ = 60;
    private static final int VOLTS = 480;
    private static final Set<String> PROFILES = Set.of("3.1", "3.0.1", "2.0b", "2.0a");

    /** Options of version 3 that mean nothing to a VTN of 2.0. */
    private static final List<String> ONLY_3 =
            List.of(
                    "--id",
                    "--secret",
                    "--secret-env",
                    "--target",
                    "--program",
                    "--old",
                    "--webhook",
                    "--webhook-url",
                    "--mqtt");

    private static final List<String> ONLY_2 =
            List.of("--ven-id", "--signing", "--answer", "--plain-http");

    @Option(
            names = "--profile",
            paramLabel = "VERSION",
            defaultValue = "3.1",
            description =
                    "What the VTN speaks: 3.1, 3.0.1, 2.0b or 2.0a (default: ${DEFAULT-VALUE}).")
    String profile = "3.1";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Client certificate to show, PEM, with its chain behind it.")
    @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, PEM (PKCS#8).")
    @Nullable Path key;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Authorities to trust, PEM (default: those of Java).")
    @Nullable Path authorities;

    @Option(
            names = "--ven-id",
            paramLabel = "ID",
            description = "2.0: the venID the operator assigned (2.0a default: the name).")
    @Nullable String venId;

    @Option(
            names = "--signing",
            paramLabel = "HOW",
            defaultValue = "OFF",
            description =
                    "2.0: XML signatures, one of ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    Signing signing = Signing.OFF;

    @Option(
            names = "--answer",
            description =
                    "2.0: answer events, optIn where something in them is understood (default: they"
                            + " are not answered).")
    boolean answer;

    @Option(
            names = "--plain-http",
            description = "2.0: allow http:// to another machine, in a closed network only.")
    boolean plainHttp;

    /** What the verb knows beside. */
    record Site(URI vtn, String name, boolean looksOnly, boolean reports, int pollSeconds) {}

    boolean isLegacy() {
        return profile.startsWith("2");
    }

    boolean isOld() {
        return profile.equals("3.0.1");
    }

    /** Refuses options that the version has no use for. */
    void check(@Nullable CommandSpec spec) {
        if (!PROFILES.contains(profile)) {
            throw Fault.badInput("--profile \"" + profile + "\": say 3.1, 3.0.1, 2.0b or 2.0a");
        }
        if (spec == null) {
            return;
        }
        for (String name : isLegacy() ? ONLY_3 : ONLY_2) {
            if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
                throw Fault.badInput(name + " means nothing to a VTN of " + profile);
            }
        }
    }

    /** For a VTN of version 3; null leaves all to Java. */
    @Nullable Tls tls() {
        return Tls.of(certificate, key, authorities);
    }

    Link link(Site site, Link.Surroundings with, Runnable changed) {
        Profile legacy = Profile.of(profile);
        LegacySettings usual =
                new LegacySettings(
                        legacy,
                        site.vtn,
                        site.name,
                        new LegacySettings.Protection(identity(), signing, Set.of(), plainHttp),
                        new LegacySettings.Agreed(
                                venId == null && legacy.equals(Profile.A) ? site.name : venId,
                                Set.of(),
                                Set.of()),
                        site.reports && !site.looksOnly && legacy.equals(Profile.B)
                                ? MeasuredReports.offered(HERTZ, VOLTS)
                                : List.of(),
                        null,
                        LegacySettings.Timing.polling(Duration.ofSeconds(site.pollSeconds)));
        return new LegacyLink(
                new LegacyLink.Terms(
                        site.name, usual, Meanings.NONE, true, answer && !site.looksOnly),
                with,
                changed);
    }

    private @Nullable ClientIdentity identity() {
        if (certificate == null || key == null) {
            if (certificate != null || key != null || authorities != null) {
                throw Fault.badInput("--tls-cert and --tls-key go together, --tls-ca with them");
            }
            return null;
        }
        return ClientIdentity.pem(certificate, key, authorities);
    }
}
