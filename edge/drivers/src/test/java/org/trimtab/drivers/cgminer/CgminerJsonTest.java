package org.trimtab.drivers.cgminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CgminerJsonTest {
    @Test
    void shouldLeaveSoundJsonAlone() {
        CgminerJson json = parse(" {\"a\":[1,{\"b\":\"}{,[\"}],\"c\":null}\n\0rest");
        assertThat(json.repairs()).isEmpty();
        assertThat(json.root()).hasToString("{\"a\":[1,{\"b\":\"}{,[\"}],\"c\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "{\"a\":1,} ~ {\"a\":1} ~ STRAY_COMMA",
                "{\"a\":[1,2,]} ~ {\"a\":[1,2]} ~ STRAY_COMMA",
                "{\"a\":[,{\"b\":1}]} ~ {\"a\":[{\"b\":1}]} ~ STRAY_COMMA",
                ",{\"a\":1} ~ {\"a\":1} ~ STRAY_COMMA",
                "{\"a\":1,,\"b\":2} ~ {\"a\":1,\"b\":2} ~ STRAY_COMMA",
                "{\"a\":[{\"b\":1}{\"b\":2}]} ~ {\"a\":[{\"b\":1},{\"b\":2}]} ~ MISSING_COMMA",
                "{\"x\":\"50\"\"temp0\":7} ~ {\"x\":\"50\",\"temp0\":7} ~ MISSING_COMMA",
                "{\"a\":nan,\"b\":-inf} ~ {\"a\":null,\"b\":null} ~ NOT_A_NUMBER",
                "{\"a\":Infinity} ~ {\"a\":null} ~ NOT_A_NUMBER",
                "{\"error_code\":[\"329\":\"x\",\"5\":\"y\"]} ~ {\"error_code\":{\"329\":\"x\",\"5\":\"y\"}} ~ LIST_AS_OBJECT",
                "{\"error_code\":[\"218\":\"2024-06-15 10:30:00\"]} ~ {\"error_code\":{\"218\":\"2024-06-15 10:30:00\"}} ~ LIST_AS_OBJECT",
                "{\"GHS 5s\":inf,\"GHS av\":+nan} ~ {\"GHS 5s\":null,\"GHS av\":null} ~ NOT_A_NUMBER",
                "{\"STATS\":[{\"temp\":\"1\"\"temp0\":\"2\"}]} ~ {\"STATS\":[{\"temp\":\"1\",\"temp0\":\"2\"}]} ~ MISSING_COMMA",
                "{\"a\":\"one\ttwo\"} ~ {\"a\":\"one two\"} ~ CONTROL_CHARACTER",
                "{\"a\":[{\"b\":1},{\"c\":2 ~ {\"a\":[{\"b\":1},{\"c\":null}]} ~ TRUNCATED",
                "{\"a\":1,\"b\":\"ha ~ {\"a\":1,\"b\":null} ~ TRUNCATED",
                "{\"a\":1,\"b\": ~ {\"a\":1,\"b\":null} ~ TRUNCATED",
                "{\"a\":1,\"b\" ~ {\"a\":1,\"b\":null} ~ TRUNCATED",
            })
    void shouldRepairWhatFirmwareGetsWrong(String broken, String sound, Repair repair) {
        CgminerJson json = parse(broken);
        assertThat(json.root()).hasToString(sound);
        assertThat(json.repairs()).isEqualTo(Set.of(repair));
    }

    @Test
    void shouldCallItTruncatedOnlyWhenTheEndIsMissing() {
        assertThat(parse("{\"a\":1").truncated()).isTrue();
        assertThat(parse("{\"a\":1,}").truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\0",
                "null",
                "[]",
                "\"text\"",
                "<html>",
                "{]",
                "}{",
                "{:}",
                "{\"a\"}",
                "{\"a\":tru}",
                "{\"a\" 1}",
                "{\"a\":1:2}",
                "{1:2}",
                "{\"a\":\"\\x\"}"
            })
    void shouldGiveNothingWhenItCannotBeTold(String text) {
        assertThat(CgminerJson.parse(text.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void shouldGiveNothingWhenItIsNestedTooDeeply() {
        String deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThat(CgminerJson.parse(deep.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void shouldReadNumbersHoweverTheyAreWritten() {
        CgminerJson json =
                parse("{\"a\":\" 12.5 \",\"b\":12.5,\"c\":\"nan\",\"d\":1e999,\"e\":{}}");
        assertThat(JsonValue.whole(json.root(), "a")).isEqualTo(12);
        assertThat(JsonValue.number(json.root(), "b")).isEqualByComparingTo("12.5");
        assertThat(JsonValue.number(json.root(), "c")).isNull();
        assertThat(JsonValue.number(json.root(), "d")).isNull();
        assertThat(JsonValue.number(json.root(), "e")).isNull();
        assertThat(JsonValue.number(json.root(), "f")).isNull();
    }

    @Test
    void shouldReadFlagsHoweverTheyAreWritten() {
        CgminerJson json = parse("{\"a\":true,\"b\":\"False\",\"c\":1,\"d\":\"maybe\"}");
        assertThat(JsonValue.flag(json.root(), "a")).isTrue();
        assertThat(JsonValue.flag(json.root(), "b")).isFalse();
        assertThat(JsonValue.flag(json.root(), "c")).isTrue();
        assertThat(JsonValue.flag(json.root(), "d")).isNull();
    }

    @Test
    void shouldTakeBothKindsOfStatusWhenReadingTheEnvelope() {
        CgminerReply list = reply("{\"STATUS\":[{\"STATUS\":\"I\",\"Code\":118,\"Msg\":\"a\"}]}");
        CgminerReply single = reply("{\"STATUS\":{\"STATUS\":\"E\",\"Msg\":\"b\\u0007c\"}}");
        assertThat(list.success()).isTrue();
        assertThat(list.code()).isEqualTo(118);
        assertThat(single.success()).isFalse();
        assertThat(single.message()).isEqualTo("b c");
        assertThat(reply("{\"SUMMARY\":[]}")).isNull();
    }

    @Test
    void shouldNeverThrowWhateverTheBytes() {
        Random random = new Random(7);
        String alphabet = "{}[],:\"\\ntfu0123456789.eE+-ai\0\u00e9 ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("{");
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            CgminerJson json = CgminerJson.parse(bytes);
            if (json != null) {
                assertThat(
                                CgminerJson.parse(
                                        json.root().toString().getBytes(StandardCharsets.UTF_8)))
                        .isNotNull();
            }
        }
    }

    private static CgminerJson parse(String text) {
        CgminerJson json = CgminerJson.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(json).as(text).isNotNull();
        return json;
    }

    private static CgminerReply reply(String text) {
        return CgminerReply.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
