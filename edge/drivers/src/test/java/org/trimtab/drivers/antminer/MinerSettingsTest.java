package org.trimtab.drivers.antminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.tck.RecordedDevice;
import tools.jackson.databind.node.ObjectNode;

class MinerSettingsTest {
    private static final byte[] RECORDED = RecordedDevice.recording("antminer/settings.json");

    @Test
    void shouldChangeNothingButTheModeWhenWritingBack() {
        String before = exact(RECORDED).strip();
        String after = exact(MinerSettings.parse(RECORDED).withMode(1));
        String expected =
                before.substring(0, before.length() - 1)
                                .replace(
                                        "\"bitmain-work-mode\" : \"2\"",
                                        "\"bitmain-work-mode\" : \"1\"")
                        + ",\"miner-mode\":\"1\",\"freq-level\":\"100\"}";
        assertThat(after).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "{\"bitmain-work-mode\":\"0\"} ~ {\"bitmain-work-mode\":\"1\",\"miner-mode\":\"1\"}",
                "{\"bitmain-work-mode\":0} ~ {\"bitmain-work-mode\":1,\"miner-mode\":1}",
                "{\"miner-mode\": 3 , \"x\":[\"miner-mode\"]} ~ {\"miner-mode\": 1 , \"x\":[\"miner-mode\"],\"bitmain-work-mode\":1}",
                "{\"bitmain-work-mode\":\"0\",\"miner-mode\":0} ~ {\"bitmain-work-mode\":\"1\",\"miner-mode\":1}",
                "{\"a\":{\"miner-mode\":7},\"miner-mode\":0} ~ {\"a\":{\"miner-mode\":7},\"miner-mode\":1,\"bitmain-work-mode\":1}",
            })
    void shouldWriteBothNamesInTheTypeTheyWereRead(String before, String after) {
        byte[] read = before.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(exact(MinerSettings.parse(read).withMode(1))).isEqualTo(after);
    }

    @Test
    void shouldKeepEveryByteOfThePoolsWhateverTheirEncoding() {
        byte[] odd =
                "{\"pools\":[{\"url\":\"x\",\"user\":\"\u00fc\u0080\u00ff\"}],\"miner-mode\":0}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(exact(MinerSettings.parse(odd).withMode(1)))
                .startsWith("{\"pools\":[{\"url\":\"x\",\"user\":\"\u00fc\u0080\u00ff\"}]");
    }

    @Test
    void shouldRefuseSettingsThatAreNotSound() {
        assertThat(
                        MinerSettings.parse(
                                "{\"pools\":[{\"url\":\"a\"".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(MinerSettings.parse("{\"pools\":[],}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(MinerSettings.parse("[]".getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void shouldSeeAPoolOnlyWhenItHasAnUrl() {
        assertThat(settings("{\"pools\":[{\"url\":\" \"},{\"url\":\"a\"}]}").hasPool()).isTrue();
        assertThat(settings("{\"pools\":[{\"url\":\"\"}]}").hasPool()).isFalse();
        assertThat(settings("{\"pools\":{\"url\":\"a\"}}").hasPool()).isFalse();
        assertThat(settings("{}").hasPool()).isFalse();
    }

    @Test
    void shouldKeepAllOtherMembersWhenTheSettingsAreOdd() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = RECORDED.clone();
            for (int n = random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(changed.length);
                changed[at] = (byte) "{}[],:\"\\ 019abc".charAt(random.nextInt(15));
            }
            MinerSettings settings = MinerSettings.parse(changed);
            if (settings == null) {
                continue;
            }
            ObjectNode before = CgminerJson.parseStrictly(changed);
            ObjectNode after = CgminerJson.parseStrictly(settings.withMode(1));
            assertThat(after).as(exact(changed)).isNotNull();
            assertThat(MinerSettings.parse(settings.withMode(1)).mode()).isEqualTo(1);
            for (String own : new String[] {"miner-mode", "bitmain-work-mode", "freq-level"}) {
                before.remove(own);
                after.remove(own);
            }
            assertThat(after).isEqualTo(before);
        }
    }

    private static MinerSettings settings(String text) {
        return MinerSettings.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String exact(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
