package org.trimtab.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NameTest {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    private static boolean isTaken(String name) {
        try {
            Name.check("device id", name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void shouldTakeEveryCharacterOfTheRuleAndNoOtherFirstAndLater() {
        for (int c = 0; c < 0x300; c++) {
            for (String name : List.of((char) c + "1", "1" + (char) c, "" + (char) c)) {
                assertThat(isTaken(name)).as(name).isEqualTo(RULE.matcher(name).matches());
            }
        }
    }

    @Test
    void shouldTakeOneToSixtyFourCharacters() {
        assertThat(isTaken("")).isFalse();
        assertThat(isTaken("a".repeat(64))).isTrue();
        assertThat(isTaken("a".repeat(65))).isFalse();
    }

    @Test
    void shouldNameWhatIsWrongWhenItRefuses() {
        assertThatThrownBy(() -> Name.check("device id", "rack/1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device id \"rack/1\" must be 1 to 64");
    }
}
