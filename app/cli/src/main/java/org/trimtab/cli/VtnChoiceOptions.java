package org.trimtab.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.auth.OutsideIssuer;
import org.trimtab.openadr.vtn.rest.Choices;
import picocli.CommandLine.Option;

/** What the OpenADR text leaves open, and who issues tokens. */
final class VtnChoiceOptions {
    @Option(
            names = "--bad-token-status",
            paramLabel = "401|403",
            defaultValue = "401",
            description =
                    "What a missing or bad token is answered with (default: ${DEFAULT-VALUE}).")
    int badTokenStatus;

    @Option(
            names = "--implied-targets",
            description =
                    "A VEN that names no targets is shown all it was granted, not only untargeted"
                            + " objects.")
    boolean impliedTargets;

    @Option(names = "--many-vens", description = "A client may have more than one ven.")
    boolean manyVens;

    @Option(names = "--bl-deletes-reports", description = "Business logic may delete reports.")
    boolean businessLogicDeletesReports;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "How clients reach this VTN through a proxy, such as https://vtn.example"
                            + " (default: as they asked).")
    @Nullable String publicUrl;

    @Option(
            names = "--issuer",
            paramLabel = "ISS",
            description = "Take tokens of this issuer instead of our own; needs the three below.")
    @Nullable String issuer;

    @Option(names = "--audience", paramLabel = "AUD", description = "What its tokens must be for.")
    @Nullable String audience;

    @Option(names = "--jwks", paramLabel = "URL", description = "Where its keys are read.")
    @Nullable URI jwks;

    @Option(
            names = "--token-url",
            paramLabel = "URL",
            description = "Where its tokens are had, as clients are told.")
    @Nullable URI tokenUrl;

    Choices choices() {
        return new Choices(badTokenStatus, impliedTargets, !manyVens, businessLogicDeletesReports);
    }

    @Nullable OutsideIssuer outside() {
        if (issuer == null && audience == null && jwks == null && tokenUrl == null) {
            return null;
        }
        if (issuer == null || audience == null || jwks == null || tokenUrl == null) {
            throw Fault.badInput(
                    "an outside issuer needs all of --issuer, --audience, --jwks and --token-url");
        }
        return new OutsideIssuer(issuer, audience, jwks, tokenUrl);
    }
}
