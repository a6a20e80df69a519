package org.trimtab.openadr.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Section;
import org.trimtab.openadr.legacy.LegacyLink;
import org.trimtab.openadr.legacy.LegacySettings;
import org.trimtab.openadr.legacy.MeasuredReports;
import org.trimtab.openadr.legacy.Profile;
import org.trimtab.openadr.legacy.Signing;
import org.trimtab.openadr.tls.ClientIdentity;

/** Reads a VTN of a site file whose profile is 2.0b or 2.0a. */
final class LegacyBlock {
    private static final int HERTZ = 60;
    private static final int VOLTS = 480;

    private LegacyBlock() {}

    static LegacyLink.Terms read(Section block, String name, String site, Path directory) {
        block.only(
                "name",
                "profile",
                "url",
                "ven",
                "ven-id",
                "tls-cert",
                "tls-key",
                "tls-ca",
                "signing",
                "signers",
                "plain-http",
                "market-contexts",
                "resources",
                "program",
                "prices",
                "poll",
                "reports",
                "mains",
                "volts",
                "tests",
                "simple",
                "control-setpoint",
                "usual",
                "ignore");
        Profile profile = block.value("profile", Profile::of);
        ClientIdentity identity = identity(block, directory);
        boolean reports =
                block.value("reports", VenBlocks::yesOrNo, true) && profile.equals(Profile.B);
        try {
            LegacySettings settings =
                    new LegacySettings(
                            profile,
                            block.value("url", VenBlocks::url),
                            block.text("ven", site),
                            new LegacySettings.Protection(
                                    identity,
                                    block.value("signing", LegacyBlock::signing, Signing.OFF),
                                    new LinkedHashSet<>(
                                            block.values("signers", LegacyBlock::fingerprint)),
                                    block.value("plain-http", VenBlocks::yesOrNo, false)),
                            new LegacySettings.Agreed(
                                    block.find("ven-id", Function.identity()),
                                    new LinkedHashSet<>(
                                            block.values("market-contexts", Function.identity())),
                                    new LinkedHashSet<>(
                                            block.values("resources", Function.identity()))),
                            reports
                                    ? MeasuredReports.offered(
                                            block.value("mains", LegacyBlock::hertz, HERTZ),
                                            block.value("volts", LegacyBlock::volts, VOLTS))
                                    : List.of(),
                            null,
                            LegacySettings.Timing.polling(
                                    block.value("poll", VenBlocks::poll, Duration.ofSeconds(10))));
            return new LegacyLink.Terms(
                    name,
                    settings,
                    MeaningsBlock.read(block),
                    block.value("tests", VenBlocks::yesOrNo, false),
                    true);
        } catch (IllegalArgumentException e) {
            throw block.bad("profile", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable ClientIdentity identity(Section block, Path directory) {
        Path certificate = block.find("tls-cert", directory::resolve);
        Path key = block.find("tls-key", directory::resolve);
        Path authorities = block.find("tls-ca", directory::resolve);
        if (certificate == null && key == null) {
            if (authorities != null) {
                throw block.bad(
                        "tls-ca", "goes with tls-cert and tls-key; a VTN of 2.0 knows us by them");
            }
            return null;
        }
        if (certificate == null || key == null) {
            throw block.bad("tls-cert", "tls-cert and tls-key go together");
        }
        try {
            return ClientIdentity.pem(certificate, key, authorities);
        } catch (IllegalArgumentException e) {
            throw block.bad("tls-cert", String.valueOf(e.getMessage()));
        }
    }

    private static Signing signing(String text) {
        return switch (text) {
            case "off" -> Signing.OFF;
            case "sign" -> Signing.SIGN;
            case "required" -> Signing.REQUIRE;
            default ->
                    throw new IllegalArgumentException(
                            "\"" + text + "\" is not off, sign or required");
        };
    }

    private static String fingerprint(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.matches("([0-9A-F]{2}:){9}[0-9A-F]{2}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no fingerprint: ten bytes such as 1A:2B:…:9F");
        }
        return upper;
    }

    private static int hertz(String text) {
        return switch (text) {
            case "50 Hz" -> 50;
            case "60 Hz" -> 60;
            default -> throw new IllegalArgumentException("\"" + text + "\" is not 50 Hz or 60 Hz");
        };
    }

    private static int volts(String text) {
        if (!text.matches("[1-9]\\d{1,5} V")) {
            throw new IllegalArgumentException("\"" + text + "\" is no voltage such as 480 V");
        }
        return Integer.parseInt(text.substring(0, text.length() - 2));
    }
}
