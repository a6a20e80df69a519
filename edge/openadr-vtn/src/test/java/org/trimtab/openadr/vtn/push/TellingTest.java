package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.access.Viewer;
import org.trimtab.openadr.vtn.store.Change;
import org.trimtab.openadr.vtn.store.Operation;

/** What different people are told of one change. */
final class TellingTest {
    private static final Viewer UTILITY = Viewer.businessLogic("utility");
    private static final Viewer NORTH = Viewer.ven("c1", Set.of("north"));
    private static final Viewer NOBODY = Viewer.ven("c2", Set.of());

    private static Telling created(String targets) {
        String event =
                "{\"id\":\"e\",\"objectType\":\"EVENT\",\"programID\":\"p\",\"targets\":"
                        + targets
                        + ",\"reportDescriptors\":[{\"payloadType\":\"A\",\"targets\":[\"secret\",\"north\"]},"
                        + "{\"payloadType\":\"B\",\"targets\":[\"secret\"]},{\"payloadType\":\"C\"}]}";
        return new Telling(
                new Change(
                        1,
                        ObjectKind.EVENT,
                        Operation.CREATE,
                        "e",
                        null,
                        "p",
                        event,
                        null,
                        Instant.EPOCH));
    }

    private static String told(Telling telling, Viewer viewer) {
        return new String(
                Objects.requireNonNull(telling.to(viewer, List.of())).body(),
                StandardCharsets.UTF_8);
    }

    @Test
    void shouldHideTheTargetsOfReportDescriptorsWhenTheyWereNotGranted() {
        Telling targeted = created("[\"north\",\"secret\"]");
        assertThat(told(targeted, UTILITY)).contains("\"B\"", "[\"secret\",\"north\"]");
        assertThat(told(targeted, NORTH))
                .contains("{\"payloadType\":\"A\",\"targets\":[\"north\"]}", "\"C\"")
                .doesNotContain("secret", "\"B\"");
        assertThat(targeted.to(NOBODY, List.of())).isNull();
    }

    @Test
    void shouldTellEachHisOwnWhenAnEventForAllAsksReportsOfSome() {
        Telling open = created("[]");
        assertThat(told(open, NOBODY)).contains("\"C\"").doesNotContain("secret", "north");
        assertThat(told(open, NORTH)).contains("[\"north\"]").doesNotContain("secret");
        assertThat(told(open, UTILITY)).contains("[\"secret\"]");
        assertThat(open.notices()).as("one for each of the three").hasSize(3);
    }
}
