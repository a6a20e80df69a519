package org.trimtab.drivers.whatsminer;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;

/**
 * API V2 tells the versions of itself and of its firmware. Newer firmware speaks V3 and answers V2 as well, with much
 * left out: such a machine is not of this family.
 */
final class WhatsminerV2Fingerprint implements Fingerprint {
    private static final Question VERSION =
            new Question(Cgminer.PORT, "{\"cmd\":\"get_version\"}", Framing.CGMINER);
    private static final Pattern DATED = Pattern.compile("(\\d{8})\\..*");

    private final long v3Since;

    /**
     * How V2 is told from V3.
     *
     * @param v3Since first date of firmware that speaks V3, such as 20241101
     */
    WhatsminerV2Fingerprint(long v3Since) {
        this.v3Since = v3Since;
    }

    @Override
    public List<Question> questions() {
        return List.of(VERSION);
    }

    @Override
    public @Nullable Identity recognise(Question asked, byte[] answer) {
        CgminerReply reply = CgminerReply.parse(answer);
        JsonNode told = WhatsminerV2Protocol.told(reply);
        String api = JsonValue.text(told, "api_ver");
        String firmware = JsonValue.text(told, "fw_ver");
        if (api == null || firmware == null || speaksV3(api, firmware)) {
            return null;
        }
        return new Identity(WhatsminerV2Driver.FAMILY, "MicroBT", null, firmware, null);
    }

    /** True when a device with these versions speaks V3. */
    boolean speaksV3(@Nullable String api, @Nullable String firmware) {
        Matcher dated = firmware == null ? null : DATED.matcher(firmware);
        boolean newer =
                dated != null && dated.matches() && Long.parseLong(dated.group(1)) >= v3Since;
        return newer || (api != null && api.matches("[3-9]\\..*"));
    }
}
