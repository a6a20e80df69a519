package org.trimtab.rules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.trimtab.rules.Rooms.Floor;

/** Arrows between rooms go down only, and some rooms never see each other. */
class WallsTest {
    private static final String DRIVERS = "org.trimtab.drivers.";

    /** Parts of the drivers' room that every family may use; {@code cgminer} is the protocol several firmwares share. */
    private static final Set<String> SHARED_BY_DRIVERS =
            Set.of("api", "transport", "cgminer", "tck", "rest");

    @Test
    void shouldReadTheWholeHouseWhenChecked() {
        Set<String> seen = new TreeSet<>();
        Shipped.CLASSES.forEach(type -> seen.add(Shipped.roomOf(type)));

        assertThat(seen)
                .as("rooms on the class path of this test")
                .contains("quantity", "dispatch", "engine", "drivers", "store", "live", "testkit");
    }

    @Test
    void shouldHaveAPlaceInThePlanWhenAPackageExists() {
        Set<String> homeless = new TreeSet<>();
        for (JavaClass type : Shipped.CLASSES) {
            if (!Rooms.all().contains(Shipped.roomOf(type))) {
                homeless.add(type.getPackageName());
            }
        }

        assertThat(homeless)
                .as("packages that Rooms does not know: give each a floor there")
                .isEmpty();
    }

    @Test
    void shouldUseOnlyTheRoomsBelowIt() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.CLASSES) {
            String room = Shipped.roomOf(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String used =
                        Rooms.of(
                                dependency
                                        .getTargetClass()
                                        .getBaseComponentType()
                                        .getPackageName());
                if (!used.isEmpty() && !used.equals(room) && !Rooms.mayUse(room).contains(used)) {
                    wrong.add(room + " must not use " + used + ": " + dependency.getDescription());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldKeepDispatchApartFromSettlementAndBaseline() {
        assertThat(Rooms.mayUse("dispatch")).doesNotContain("settlement", "baseline");
        assertThat(Rooms.mayUse("settlement")).doesNotContain("dispatch");
        assertThat(Rooms.mayUse("baseline")).doesNotContain("dispatch");
        assertThat(Rooms.mayUse("market")).doesNotContain("telemetry");
        assertThat(Rooms.mayUse("virtual")).doesNotContain("drivers");
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("org.trimtab.(**)").should().beFreeOfCycles().check(Shipped.CLASSES);
    }

    @Test
    void shouldNotSeeAnotherFamilyWhenItIsADriver() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.CLASSES) {
            String part = partOfDrivers(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String used = partOfDrivers(dependency.getTargetClass().getBaseComponentType());
                if (!part.isEmpty() && !mayUseInDrivers(part, used)) {
                    wrong.add(dependency.getDescription());
                }
            }
        }

        assertThat(wrong)
                .as("drivers: api sees nobody, transport sees api, a family sees both")
                .isEmpty();
    }

    @Test
    void shouldPutEveryFloorAboveTheLast() {
        for (String room : Rooms.all()) {
            for (String used : Rooms.mayUse(room)) {
                if (Rooms.isOn(room, Floor.CORE)) {
                    assertThat(Rooms.isOn(used, Floor.CORE)).as(room + " uses " + used).isTrue();
                }
                if (!Rooms.isOn(room, Floor.QUALITY)) {
                    assertThat(Rooms.isOn(used, Floor.QUALITY))
                            .as(room + " uses " + used)
                            .isFalse();
                }
            }
        }
    }

    private static boolean mayUseInDrivers(String part, String used) {
        if (used.isEmpty() || used.equals(part)) {
            return true;
        }
        return switch (part) {
            case "api" -> false;
            case "transport" -> used.equals("api");
            case "cgminer", "tck" -> used.equals("api") || used.equals("transport");
            default -> SHARED_BY_DRIVERS.contains(used);
        };
    }

    /** {@code luxos} for a class of {@code org.trimtab.drivers.luxos}; empty when it is outside any such package. */
    private static String partOfDrivers(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(DRIVERS)) {
            return "";
        }
        String rest = name.substring(DRIVERS.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
