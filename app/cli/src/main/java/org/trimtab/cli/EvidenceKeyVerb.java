package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.evidence.KeyHistory;
import org.trimtab.store.evidence.KeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "key",
        description = {
            "Makes, shows or rotates the Ed25519 key that signs evidence. Beside KEYFILE lies KEYFILE.history,"
                    + " which holds public halves only: publish it, so that bundles signed by an older key"
                    + " can be checked with --keys. A running site signs with the new key once it is"
                    + " started again.",
            "",
            "Examples:",
            "  trimtab evidence key new site.pem",
            "  trimtab evidence key show site.pem",
            "  trimtab evidence key rotate site.pem"
        })
final class EvidenceKeyVerb implements Callable<Integer> {
    /** What can be done. */
    enum Deed {
        NEW,
        SHOW,
        ROTATE
    }

    @Parameters(index = "0", paramLabel = "new|show|rotate", description = "What to do.")
    Deed deed = Deed.SHOW;

    @Parameters(index = "1", paramLabel = "KEYFILE", description = "The file of the key.")
    Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        KeyHistory history = history();
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(
                    out,
                    Map.of(
                            "key_file", file.toString(),
                            "history_file", KeyRing.historyOf(file).toString(),
                            "keys", history.keys().stream().map(k -> told(history, k)).toList()));
            return 0;
        }
        List<KeyHistory.Entry> keys = history.keys();
        for (int i = 0; i < keys.size(); i++) {
            KeyHistory.Entry entry = keys.get(i);
            boolean current = i + 1 == keys.size();
            out.printf(
                    "%s  %s  from %s  %s%n",
                    entry.key().id(),
                    entry.key().fingerprint(),
                    entry.from(),
                    current ? "in use" : "until " + keys.get(i + 1).from());
        }
        out.flush();
        return 0;
    }

    private KeyHistory history() {
        try {
            return switch (deed) {
                case NEW -> KeyRing.create(file, now());
                case SHOW -> KeyRing.history(file);
                case ROTATE -> KeyRing.rotate(file, now());
            };
        } catch (IOException e) {
            throw Fault.badInput(String.valueOf(e.getMessage()));
        }
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Map<String, @Nullable Object> told(KeyHistory history, KeyHistory.Entry entry) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", entry.key().id());
        object.put("fingerprint", entry.key().fingerprint());
        object.put("from", entry.from().toString());
        object.put(
                "superseded_at",
                history.successor(entry.key().fingerprint())
                        .map(next -> next.from().toString())
                        .orElse(null));
        return object;
    }
}
