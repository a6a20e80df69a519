package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.evidence.KeyHistory;
import org.trimtab.evidence.Manifest;
import org.trimtab.evidence.Verdict;
import org.trimtab.store.evidence.EvidenceBundle;
import org.trimtab.store.evidence.KeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description =
                "Checks an evidence bundle: every byte, the chain, the signature, and that the statement"
                        + " follows from the meter readings. Needs nothing but the bundle.")
final class VerifyVerb implements Callable<Integer> {
    @Parameters(paramLabel = "EVIDENCE.zip", description = "The bundle.")
    Path bundle = Path.of("");

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description = "The signing key must have this fingerprint (default: any key will do).")
    @Nullable String fingerprint;

    @Option(
            names = "--keys",
            paramLabel = "HISTORY",
            description =
                    "The site's key history: any key of it may have signed, and --fingerprint may name any"
                            + " of them.")
    @Nullable Path keys;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(bundle)) {
            throw Fault.badInput(bundle + ": there is no such file");
        }
        KeyHistory history = keys == null ? null : KeyRing.read(keys);
        Verdict verdict = EvidenceBundle.verify(bundle, fingerprint, history);
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, json(verdict));
        } else if (verdict.isValid()) {
            Manifest.About about = verdict.about();
            out.printf("%s is valid: %d records%n", bundle, verdict.records());
            if (about != null) {
                out.printf(
                        "  %s %s of site %s, by %s%n",
                        about.subject() == Manifest.Subject.EVENT ? "event" : "settlement of",
                        about.event(),
                        about.site(),
                        about.buildVersion());
            }
            out.printf("  signed with key %s%n", verdict.fingerprint());
            if (history != null && verdict.fingerprint() != null) {
                history.successor(verdict.fingerprint())
                        .ifPresent(next ->
                                out.printf(
                                        "  a key that was superseded by %s on %s%n",
                                        next.key().id(), next.from()));
            }
            if (fingerprint == null) {
                out.printf(
                        "  whose key that is, only a fingerprint learnt another way says: see"
                                + " --fingerprint%n");
            }
        } else {
            out.printf("%s is NOT valid%n", bundle);
            verdict.findings().forEach(finding -> out.println("  " + finding));
        }
        out.flush();
        return verdict.isValid() ? 0 : Fault.FAILED;
    }

    private Map<String, @Nullable Object> json(Verdict verdict) {
        Manifest.About about = verdict.about();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("evidence", bundle.toString());
        object.put("valid", verdict.isValid());
        object.put("findings", verdict.findings());
        object.put(
                "subject", about == null ? null : about.subject().name().toLowerCase(Locale.ROOT));
        object.put("site", about == null ? null : about.site());
        object.put("event", about == null ? null : about.event());
        object.put("records", verdict.records());
        object.put("fingerprint", verdict.fingerprint());
        return object;
    }
}
