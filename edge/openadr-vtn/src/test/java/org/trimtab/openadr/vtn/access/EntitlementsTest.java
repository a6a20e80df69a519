package org.trimtab.openadr.vtn.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.access.Entitlements.Sight;
import org.trimtab.openadr.vtn.access.Entitlements.Unnamed;

/** The one rule of who sees what. */
final class EntitlementsTest {
    private static final Viewer VEN = Viewer.ven("v", Set.of("a", "b"));
    private static final Viewer BL = Viewer.businessLogic("bl");
    private static final Sight TARGETED = new Sight(ObjectKind.EVENT, null, List.of("c", "b", "a"));
    private static final Sight OPEN = new Sight(ObjectKind.PROGRAM, null, List.of());

    @Test
    void shouldShowTheCommonTargetsWhenTheyAreAskedForAndGranted() {
        assertThat(Entitlements.shown(VEN, TARGETED, List.of("a", "c"), Unnamed.ASKS_FOR_NONE))
                .containsExactly("a");
        assertThat(Entitlements.shown(VEN, TARGETED, List.of("c"), Unnamed.ASKS_FOR_GRANTED))
                .isNull();
        assertThat(Entitlements.shown(VEN, TARGETED, List.of(), Unnamed.ASKS_FOR_NONE)).isNull();
        assertThat(Entitlements.shown(VEN, TARGETED, List.of(), Unnamed.ASKS_FOR_GRANTED))
                .containsExactly("b", "a");
        assertThat(
                        Entitlements.shown(
                                Viewer.ven("w", Set.of()),
                                TARGETED,
                                List.of("a"),
                                Unnamed.ASKS_FOR_GRANTED))
                .isNull();
    }

    @Test
    void shouldShowObjectsWithoutTargetsWhenNoneIsAskedFor() {
        assertThat(Entitlements.shown(VEN, OPEN, List.of(), Unnamed.ASKS_FOR_NONE)).isEmpty();
        assertThat(Entitlements.shown(VEN, OPEN, List.of("a"), Unnamed.ASKS_FOR_NONE)).isNull();
    }

    @Test
    void shouldShowEverythingToBusinessLogicWhenItMatchesWhatItAskedFor() {
        assertThat(Entitlements.shown(BL, TARGETED, List.of(), Unnamed.ASKS_FOR_NONE))
                .containsExactly("c", "b", "a");
        assertThat(Entitlements.shown(BL, TARGETED, List.of("a"), Unnamed.ASKS_FOR_NONE))
                .containsExactly("c", "b", "a");
        assertThat(Entitlements.shown(BL, TARGETED, List.of("z"), Unnamed.ASKS_FOR_NONE)).isNull();
        assertThat(Entitlements.shown(BL, OPEN, List.of("a"), Unnamed.ASKS_FOR_NONE)).isNull();
    }

    @Test
    void shouldShowOwnedObjectsToTheirOwnerAloneWhenAnotherAsks() {
        Sight own = new Sight(ObjectKind.VEN, "v", List.of("x"));
        assertThat(Entitlements.shown(VEN, own, List.of(), Unnamed.ASKS_FOR_NONE))
                .as("its own targets are not hidden")
                .containsExactly("x");
        assertThat(
                        Entitlements.shown(
                                Viewer.ven("w", Set.of("x")),
                                own,
                                List.of("x"),
                                Unnamed.ASKS_FOR_GRANTED))
                .isNull();
        Sight report = new Sight(ObjectKind.REPORT, "v", List.of());
        assertThat(Entitlements.shown(VEN, report, List.of("x"), Unnamed.ASKS_FOR_NONE))
                .as("reports have no targets to be asked for")
                .isEmpty();
    }

    @Test
    void shouldOpenOnlyWhatItNamesWhenAScopeIsHeld() {
        assertThat(Scope.READ_TARGETS.isIn(Set.of(Scope.READ_BL))).isFalse();
        assertThat(Scope.READ_BL.isIn(Set.of(Scope.READ_ALL))).isTrue();
        assertThat(Scope.WRITE_EVENTS.isIn(Set.of(Scope.READ_ALL))).isFalse();
        assertThat(new Caller("x", Set.of(Scope.READ_BL)).isBusinessLogic()).isFalse();
    }
}
