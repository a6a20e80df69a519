package org.trimtab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trimtab.desk.SettlementDesk.Settled;
import org.trimtab.evidence.SettlementEvidence.InputFile;
import org.trimtab.evidence.SettlementEvidence.Origin;
import org.trimtab.settlement.SettlementCase;
import org.trimtab.store.evidence.SettlementBundle;
import org.trimtab.store.evidence.SigningKey;

/** The signed evidence of a settlement that was made from files. */
final class SettledEvidence {
    private SettledEvidence() {}

    static SigningKey open(Path key) {
        try {
            return SigningKey.open(key);
        } catch (IOException e) {
            throw Fault.badInput(String.valueOf(e.getMessage()));
        }
    }

    /** The bytes of the bundle. */
    static byte[] of(Settled settled, SettleFiles from, SigningKey signer) throws IOException {
        return SettlementBundle.make(
                settled.given(), settled.statement(), origin(settled, from), Main.BUILD, signer);
    }

    private static Origin origin(Settled settled, SettleFiles from) throws IOException {
        SettlementCase given = settled.given();
        List<InputFile> files = new ArrayList<>();
        for (Map.Entry<String, Path> each : from.byRole().entrySet()) {
            Path file = each.getValue();
            files.add(
                    new InputFile(
                            each.getKey(),
                            String.valueOf(file.getFileName()),
                            Files.readAllBytes(file)));
        }
        return new Origin(
                settled.site(),
                given.rules().id()
                        + " "
                        + given.calendar().dateOf(given.period().from())
                        + " to "
                        + given.calendar().dateOf(given.period().until().minusNanos(1)),
                String.valueOf(from.meter.getFileName()),
                Clock.systemUTC().instant(),
                files,
                null);
    }
}
