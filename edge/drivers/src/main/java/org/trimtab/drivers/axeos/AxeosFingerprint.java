package org.trimtab.drivers.axeos;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.transport.HttpAnswer;
import tools.jackson.databind.JsonNode;

/** AxeOS tells its chip, its board and its firmware to anybody on its network. */
final class AxeosFingerprint implements Fingerprint {
    private static final Question INFO = new Question(80, AxeosProtocol.INFO, Framing.HTTP);

    @Override
    public List<Question> questions() {
        return List.of(INFO);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        HttpAnswer page = HttpAnswer.parse(answer);
        return page == null || page.status() != 200 ? null : identity(RestTalk.json(page.body()));
    }

    /** Who the information page says it is; null when it is none of this firmware. */
    static @Nullable Identity identity(@Nullable JsonNode page) {
        if (page == null
                || JsonValue.text(page, "ASICModel") == null
                || JsonValue.number(page, "hashRate") == null) {
            return null;
        }
        String model = AxeosProtocol.model(page);
        return new Identity(
                AxeosDriver.FAMILY,
                model == null ? null : "Open Source Miners United",
                model == null ? JsonValue.text(page, "deviceModel") : model,
                JsonValue.text(page, "version"),
                JsonValue.text(page, "macAddr"));
    }
}
