package org.trimtab.drivers.antminer;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.transport.HttpAnswer;
import tools.jackson.databind.JsonNode;

/**
 * A stock Antminer that works tells its model in its answer to {@code version}, under the names only its maker's mining
 * process uses. One that sleeps runs no mining process: it is known by the realm of its login, and tells its model only
 * after it.
 */
final class AntminerFingerprint implements Fingerprint {
    private static final Question VERSION =
            new Question(4028, "{\"command\":\"version\"}", Framing.CGMINER);
    private static final Question HOME = new Question(80, "/", Framing.HTTP);
    private static final String REALM = "realm=\"antMiner Configuration\"";
    private static final String MAKE = "Bitmain";

    @Override
    public List<Question> questions() {
        return List.of(VERSION, HOME);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        return asked.framing() == Framing.HTTP ? home(answer) : version(answer);
    }

    private static @Nullable Identity home(byte[] answer) {
        HttpAnswer page = HttpAnswer.parse(answer);
        boolean its =
                page != null
                        && page.status() == 401
                        && page.all("www-authenticate").stream()
                                .anyMatch(field -> field.contains(REALM));
        return its ? new Identity(AntminerDriver.FAMILY, MAKE, null, null, null) : null;
    }

    /** Other firmware on the same machine bears its own name beside the model, or instead of the maker's process. */
    private static @Nullable Identity version(byte[] answer) {
        CgminerReply reply = CgminerReply.parse(answer);
        JsonNode version = reply == null ? null : reply.first("VERSION");
        String model = JsonValue.text(version, "Type");
        if (version == null || model == null || !stock(version, model)) {
            return null;
        }
        String firmware = JsonValue.text(version, "CompileTime");
        return new Identity(
                AntminerDriver.FAMILY,
                MAKE,
                model.trim(),
                firmware == null ? JsonValue.text(version, "Miner") : firmware,
                null);
    }

    private static boolean stock(JsonNode version, String model) {
        boolean makers = version.get("BMMiner") != null || version.get("CGMiner") != null;
        String lower = model.trim().toLowerCase(Locale.ROOT);
        return makers
                && lower.startsWith("antminer ")
                && lower.matches("[a-z0-9+. ]+")
                && version.properties().stream()
                        .map(member -> member.getKey().toLowerCase(Locale.ROOT))
                        .noneMatch(name -> name.startsWith("lux") || name.startsWith("bos"));
    }
}
