package org.trimtab.drivers.antminer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.transport.HttpAnswer;

/** Stock Antminers name their maker in the realm of their login; who they are exactly, they tell after it. */
final class AntminerFingerprint implements Fingerprint {
    private static final Question HOME = new Question(80, "/", Framing.HTTP);
    private static final String REALM = "realm=\"antMiner Configuration\"";

    @Override
    public List<Question> questions() {
        return List.of(HOME);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        HttpAnswer page = HttpAnswer.parse(answer);
        boolean its =
                page != null
                        && page.status() == 401
                        && page.all("www-authenticate").stream()
                                .anyMatch(field -> field.contains(REALM));
        return its ? new Identity(AntminerDriver.FAMILY, "Bitmain", null, null, null) : null;
    }
}
