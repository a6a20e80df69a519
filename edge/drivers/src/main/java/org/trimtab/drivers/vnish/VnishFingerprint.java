package org.trimtab.drivers.vnish;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.transport.HttpAnswer;
import org.trimtab.drivers.vnish.VnishProtocol.About;

/** VNish tells anybody who and what it is. */
final class VnishFingerprint implements Fingerprint {
    private static final Question INFO = new Question(80, VnishProtocol.INFO, Framing.HTTP);

    @Override
    public List<Question> questions() {
        return List.of(INFO);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        HttpAnswer page = HttpAnswer.parse(answer);
        return page == null || page.status() != 200
                ? null
                : identity(VnishProtocol.info(RestTalk.json(page.body())));
    }

    static @Nullable Identity identity(@Nullable About info) {
        String name = info == null ? null : info.firmwareName();
        if (info == null || name == null || !name.equalsIgnoreCase("vnish")) {
            return null;
        }
        String model = info.model();
        boolean antminer = model != null && model.startsWith("Antminer");
        return new Identity(
                VnishDriver.FAMILY,
                antminer ? "Bitmain" : null,
                model,
                info.version(),
                info.serial());
    }
}
