package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.desk.SettlementDesk;
import org.trimtab.desk.SettlementDesk.Settled;
import org.trimtab.store.evidence.EvidenceBundle;
import org.trimtab.store.evidence.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "make",
        description = {
            "Settles a program from files and binds all of it into a signed bundle: readings, events, rules,"
                    + " baselines, performance and the statement. trimtab verify works it out again from"
                    + " the bundle alone.",
            "",
            "Example:",
            "  trimtab evidence key new site.pem",
            "  trimtab evidence make --program ercot/ers-30 --meter meter.csv --events events.csv"
                    + " --obligation obligation.yaml --key site.pem --out july.zip"
        })
final class EvidenceMakeVerb implements Callable<Integer> {
    @Mixin SettleFiles from = new SettleFiles();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEYFILE",
            description = "The key that signs; trimtab evidence key new makes one.")
    Path key = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.zip",
            description = "Where the bundle goes; a file of that name is replaced.")
    Path out = Path.of("");

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SigningKey signer = SettledEvidence.open(key);
        Settled settled = SettlementDesk.settle(from.asked());
        byte[] bundle = SettledEvidence.of(settled, from, signer);
        EvidenceBundle.write(out, bundle);
        PrintWriter err = Terminal.err(spec);
        settled.warnings().forEach(warning -> err.println("trimtab: note: " + warning));
        err.flush();
        PrintWriter to = Terminal.out(spec);
        to.printf("%s: %,d bytes, signed with key %s%n", out, bundle.length, signer.fingerprint());
        to.flush();
        return 0;
    }
}
