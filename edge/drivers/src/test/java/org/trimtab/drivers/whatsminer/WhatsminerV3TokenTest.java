package org.trimtab.drivers.whatsminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Credentials;

class WhatsminerV3TokenTest {
    @Test
    void shouldMakeTheKnownTokenOfKnownParts() {
        assertThat(WhatsminerToken.of("set.miner.service", "super", "uhCiDyVj", 1_773_869_570L))
                .isEqualTo("wusyZCiM");
    }

    @Test
    void shouldSendTheTokenWithItsTimeInAFrameOfItsLength() {
        byte[] frame =
                WhatsminerProtocol.Order.service(Action.State.SLEEP)
                        .signed(new Credentials("super", "super"), "uhCiDyVj", 1_773_869_570L);
        int length = frame[0] & 0xFF | (frame[1] & 0xFF) << 8;
        assertThat(length).isEqualTo(frame.length - 4);
        assertThat(new String(frame, 4, length, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"cmd\":\"set.miner.service\",\"ts\":1773869570,\"account\":\"super\","
                                + "\"token\":\"wusyZCiM\",\"param\":\"stop\"}");
    }
}
