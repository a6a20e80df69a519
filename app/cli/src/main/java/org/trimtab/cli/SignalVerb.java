package org.trimtab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "signal",
        description = {
            "Sends a new level for an instruction that is followed (instruct --base-point).",
            "",
            "A file has the heading time,kind,level and is sent at its own pace, from now on; kind is"
                    + " base_point or set_point. A line that is older than the one before is sent at once,"
                    + " with its own date.",
            "",
            "Examples:",
            "  trimtab signal clr-18 --set-point \"58.2 MW\"",
            "  trimtab signal clr-18 --base-point \"55 MW\"",
            "  trimtab signal clr-18 --from-file hour.csv"
        })
final class SignalVerb implements Callable<Integer> {
    /** Exactly one of them. */
    static final class What {
        @Option(
                names = "--set-point",
                paramLabel = "POWER",
                description = "Be at this level now, such as \"58.2 MW\".")
        @Nullable Power setPoint;

        @Option(
                names = "--base-point",
                paramLabel = "POWER",
                description = "Move to this level in a straight line, such as \"55 MW\".")
        @Nullable Power basePoint;

        @Option(
                names = "--from-file",
                paramLabel = "FILE.csv",
                description = "Send the levels of a file at their own pace.")
        @Nullable Path file;
    }

    @Parameters(paramLabel = "TRACK", description = "The id of the instruction that is followed.")
    String track = "";

    @ArgGroup(multiplicity = "1")
    What what = new What();

    @Option(
            names = "--issued-at",
            paramLabel = "TIME",
            description = "When the operator sent it (default: now).")
    @Nullable String issuedAt;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SiteClient site = at.open();
        String path = "/instructions/" + Terminal.pathPart(track) + "/signals";
        int sent = what.file == null ? sendOne(site, path) : replay(site, path, what.file);
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, Map.of("track", track, "sent", sent));
        } else {
            out.printf("%s: %d sent%n", track, sent);
            out.flush();
        }
        return 0;
    }

    private int sendOne(SiteClient site, String path) {
        Map<String, String> body = new LinkedHashMap<>();
        if (what.setPoint != null) {
            body.put("set_point", what.setPoint.watts() + " W");
        }
        if (what.basePoint != null) {
            body.put("base_point", what.basePoint.watts() + " W");
        }
        if (issuedAt != null) {
            body.put("issued_at", issuedAt);
        }
        site.post(path, body);
        return 1;
    }

    private int replay(SiteClient site, String path, Path file) throws IOException {
        if (issuedAt != null) {
            throw Fault.badInput("--issued-at goes with one level; a file has its own times");
        }
        List<SignalFile.Line> lines = SignalFile.read(file);
        Instant begun = InstantSource.system().instant();
        Instant first = lines.getFirst().at();
        for (SignalFile.Line line : lines) {
            Instant due = begun.plus(Duration.between(first, line.at()));
            waitFor(due);
            site.post(
                    path,
                    Map.of(line.kind(), line.level().watts() + " W", "issued_at", due.toString()));
        }
        return lines.size();
    }

    private static void waitFor(Instant due) {
        while (true) {
            long left = Duration.between(InstantSource.system().instant(), due).toNanos();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw Fault.failed("interrupted; the rest of the file was not sent");
            }
        }
    }
}
