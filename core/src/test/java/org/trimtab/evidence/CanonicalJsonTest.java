package org.trimtab.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    @Test
    void shouldSortNamesByUtf16CodeUnitsAsTheStandardsExampleDoes() {
        // The names of the sorting example of RFC 8785, section 3.2.3.
        Json value =
                Json.fields()
                        .with("\u20ac", "Euro Sign")
                        .with("\r", "Carriage Return")
                        .with("\ufb33", "Hebrew Letter Dalet With Dagesh")
                        .with("1", "One")
                        .with("\ud83d\ude00", "Emoji: Grinning Face")
                        .with("\u0080", "Control")
                        .with("\u00f6", "Latin Small Letter O With Diaeresis")
                        .build();
        assertThat(((Json.Fields) CanonicalJsonReader.read(CanonicalJson.bytes(value))).values())
                .containsKeys("\r", "1", "\u0080");
        String text = CanonicalJson.text(value);
        assertThat(text).startsWith("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\"");
        assertThat(text.indexOf("Emoji")).isLessThan(text.indexOf("Hebrew"));
    }

    @Test
    void shouldEscapeOnlyWhatMustBeEscaped() {
        assertThat(CanonicalJson.text(Json.of("\u20ac$\u000f\nA'B\"\\\"/\b\t\f\r\u007f")))
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\\b\\t\\f\\r\u007f\"");
    }

    @Test
    void shouldReadBackWhatItWrote() {
        for (int seed = 0; seed < 500; seed++) {
            Json value = random(new Random(seed), 0);
            byte[] bytes = CanonicalJson.bytes(value);
            assertThat(CanonicalJsonReader.read(bytes)).isEqualTo(value);
        }
    }

    @Test
    void shouldNeverThrowAnythingElseWhenAByteIsChanged() {
        Random random = new Random(5);
        for (int seed = 0; seed < 300; seed++) {
            byte[] bytes = CanonicalJson.bytes(random(new Random(seed), 0));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(CanonicalJson.bytes(CanonicalJsonReader.read(bytes))).isEqualTo(bytes);
            } catch (BadEvidence e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    private static Json random(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> Json.of(text(random));
            case 1 -> Json.of(random.nextLong(2 * Json.WHOLE_MAX) - Json.WHOLE_MAX);
            case 2 -> Json.of(random.nextBoolean());
            case 3 -> Json.NOTHING;
            case 4 -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(random(random, depth + 1));
                }
                yield Json.items(items);
            }
            default -> {
                Json.Builder fields = Json.fields();
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.with(i + text(random), random(random, depth + 1));
                }
                yield fields.build();
            }
        };
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            out.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
        }
        return ((Json.Text) Json.of(out.toString())).value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "01",
                "-0",
                "-",
                "+1",
                "1.0",
                "1e3",
                "9007199254740992",
                "{",
                "[1,]",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"a\" :1}",
                "[1, 2]",
                "\"\\/\"",
                "\"\\u0041\"",
                "\"\\u000A\"",
                "\"\\u000a\"",
                "\"\\ud83d\\ude00\"",
                "\"a",
                "nul",
                "True",
                "NaN",
                "1]",
                "{}{}",
                "99999999999999999999999999",
                "\"\u0001\""
            })
    void shouldRefuseEverySpellingButTheCanonicalOne(String text) {
        assertThatThrownBy(() -> CanonicalJsonReader.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadEvidence.class);
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeepOrIsNotUtf8() {
        String deep = "[".repeat(40_000) + "]".repeat(40_000);
        assertThatThrownBy(() -> CanonicalJsonReader.read(deep.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("deeper than 32");
        assertThatThrownBy(() -> CanonicalJsonReader.read(new byte[] {'"', (byte) 0xff, '"'}))
                .hasMessage("not UTF-8");
    }

    @Test
    void shouldKeepNumbersAndTextsThatOthersCouldNotRead() {
        assertThat(CanonicalJson.text(Json.of(Long.MAX_VALUE)))
                .isEqualTo("\"9223372036854775807\"");
        assertThat(CanonicalJson.text(Json.of("a\ud800b"))).isEqualTo("\"a\ufffdb\"");
        assertThatThrownBy(() -> new Json.Whole(Json.WHOLE_MAX + 1))
                .hasMessageContaining("9007199254740992");
    }
}
