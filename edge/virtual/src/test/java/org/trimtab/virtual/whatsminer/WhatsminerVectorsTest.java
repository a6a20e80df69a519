package org.trimtab.virtual.whatsminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Computed apart from this code: what both interfaces make of a password, a salt and a time. */
class WhatsminerVectorsTest {
    private static final String KEY = "RxmaDUO33TS7O26yeMHZ81";
    private static final String SIGN = "8Wh3cl1ANnqK0Ju0kRbZr1";
    private static final String COMMAND =
            "{\"cmd\":\"power_off\",\"respbefore\":\"true\",\"token\":\"" + SIGN + "\"}";
    private static final String SEALED =
            "p/QzYk8jszmQrR9dnOEVtXIRGg7DTmk9EUY2Z5AGabmXE9uaOgah2+aEOFK/+YqMbI99XzYWGa7aBhh8X+Oqp5Gr"
                    + "c0GDxGUCI4d1gfaeNTM=";

    @Test
    void shouldMakeTheKeyTheSignAndTheCipherKeyOfTheSecondInterface() {
        assertThat(TokenOffice.crypt("admin", "BQ5hoXV9")).isEqualTo(KEY);
        assertThat(TokenOffice.crypt(KEY + "6183", "bH6x2rgF")).isEqualTo(SIGN);
        assertThat(HexFormat.of().formatHex(TokenOffice.sha256(KEY)))
                .isEqualTo("199e0a202039bb7b558db7a54697dca29cb278055b7e659a127fb844d5a2fbf6");
    }

    @Test
    void shouldOpenAndSealACommandOfTheSecondInterface() {
        byte[] key = TokenOffice.sha256(KEY);

        assertThat(SealedText.seal(COMMAND, key)).isEqualTo(SEALED);
        assertThat(SealedText.open(Base64.getDecoder().decode(SEALED), key).orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(COMMAND);
    }

    @Test
    void shouldMakeTheTokenOfTheThirdInterface() {
        assertThat(Api3Speaker.token("set.miner.service", "super", "uhCiDyVj", "1773869570"))
                .isEqualTo("wusyZCiM");
    }
}
