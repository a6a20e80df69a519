package org.trimtab.drivers.whatsminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.whatsminer.WhatsminerV2Protocol.Order;

class WhatsminerV2CryptoTest {
    private static final String KEY = "RxmaDUO33TS7O26yeMHZ81";
    private static final String SIGN = "8Wh3cl1ANnqK0Ju0kRbZr1";
    private static final String CIPHER_KEY =
            "199e0a202039bb7b558db7a54697dca29cb278055b7e659a127fb844d5a2fbf6";
    private static final String SEALED =
            "p/QzYk8jszmQrR9dnOEVtXIRGg7DTmk9EUY2Z5AGabmXE9uaOgah2+aEOFK/+YqMbI99XzYWGa7aBhh8X+Oqp5"
                    + "Grc0GDxGUCI4d1gfaeNTM=";

    @Test
    void shouldMakeTheKnownSecretsOfKnownParts() {
        assertThat(WhatsminerV2Crypto.key("admin", "BQ5hoXV9")).isEqualTo(KEY);
        assertThat(WhatsminerV2Crypto.token(KEY, "6183", "bH6x2rgF")).isEqualTo(SIGN);
        assertThat(HexFormat.of().formatHex(WhatsminerV2Crypto.cipherKey(KEY)))
                .isEqualTo(CIPHER_KEY);
    }

    @Test
    void shouldSealTheKnownCommandAndOpenItAgain() {
        WhatsminerV2Tokens.Token token =
                new WhatsminerV2Tokens.Token(
                        SIGN, HexFormat.of().parseHex(CIPHER_KEY), Instant.MAX);
        assertThat(
                        new String(
                                Order.power(Action.State.SLEEP).sealed(token),
                                StandardCharsets.US_ASCII))
                .isEqualTo("{\"enc\":1,\"data\":\"" + SEALED + "\"}\n");
        assertThat(WhatsminerV2Crypto.decrypt(SEALED, token.cipherKey()))
                .startsWith(
                        ("{\"cmd\":\"power_off\",\"respbefore\":\"true\",\"token\":\""
                                        + SIGN
                                        + "\"}\0")
                                .getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "AAAA", "=====", "\u0000", "p/QzYk8jszmQ"})
    void shouldGiveNothingWhenAnEnvelopeCannotBeOpened(String sealed) {
        assertThat(WhatsminerV2Crypto.decrypt(sealed, new byte[32])).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "toolongsalt", "$1$", "\u0000"})
    void shouldGiveNoSecretsForPartsThatCanBeNone(String salt) {
        assertThat(WhatsminerV2Crypto.key("admin", salt)).isNull();
        assertThat(WhatsminerV2Crypto.key("admin", null)).isNull();
        assertThat(WhatsminerV2Crypto.token(KEY, "6183", salt)).isNull();
        assertThat(WhatsminerV2Crypto.token(KEY, null, "bH6x2rgF")).isNull();
    }

    @Test
    void shouldNeverThrowWhateverAnAnswerHolds() {
        Random random = new Random(8);
        byte[] cipherKey = HexFormat.of().parseHex(CIPHER_KEY);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = ("{\"enc\":\"" + SEALED + "\"}").getBytes(StandardCharsets.US_ASCII);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            // The command itself has no status, so not even an unharmed envelope is an answer.
            assertThat(WhatsminerV2Protocol.opened(bytes, cipherKey)).isNull();
        }
    }
}
