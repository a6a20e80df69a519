package org.trimtab.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trimtab.rules.Rooms.Floor;

/** What types look like and are called. */
class ShapesTest {
    /** Open interfaces of core: ports that a floor above implements. */
    private static final Set<String> PORTS =
            Set.of(
                    "org.trimtab.telemetry.ProcessImage",
                    "org.trimtab.baseline.BaselineMethod",
                    "org.trimtab.market.PeakRule",
                    "org.trimtab.market.Strategy");

    private static final List<String> EMPTY_WORDS =
            List.of(
                    "Manager",
                    "Helper",
                    "Impl",
                    "Util",
                    "Utils",
                    "Dto",
                    "DTO",
                    "Common",
                    "Misc",
                    "Info",
                    "Abstract");

    private static final Pattern BASE = Pattern.compile("Base(?!Point$)[A-Z].*|.*[a-z0-9]Base");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

    @Test
    void shouldBeARecordEnumSealedOrFinalWhenInCore() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.on(Floor.CORE)) {
            if (isOwn(type) && !isClosed(type)) {
                wrong.add(type.getName());
            }
        }

        assertThat(wrong)
                .as("core holds records, enums, sealed interfaces and final classes")
                .isEmpty();
    }

    @Test
    void shouldBeNamedForWhatItIs() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.CLASSES) {
            if (isOwn(type) && saysNothing(type.getSimpleName())) {
                wrong.add(type.getName());
            }
        }

        assertThat(wrong)
                .as("a name a control-room operator would say; not " + EMPTY_WORDS)
                .isEmpty();
    }

    @Test
    void shouldNameAccessorsWithoutGet() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.CLASSES) {
            for (JavaMethod method : type.getMethods()) {
                if (method.getModifiers().contains(JavaModifier.PUBLIC)
                        && GETTER.matcher(method.getName()).matches()
                        && method.getRawParameterTypes().isEmpty()
                        && !isAskedForElsewhere(type, method)) {
                    wrong.add(method.getFullName());
                }
            }
        }

        assertThat(wrong).as("reading.power(), not reading.getPower()").isEmpty();
    }

    @Test
    void shouldFindTheEmptyWordWhenANameHasOne() {
        assertThat(saysNothing("FleetManager")).isTrue();
        assertThat(saysNothing("BaseDriver")).isTrue();
        assertThat(saysNothing("DriverBase")).isTrue();
        assertThat(saysNothing("JournalImpl")).isTrue();
        assertThat(saysNothing("Baseline")).isFalse();
        assertThat(saysNothing("MaximumBaseLoad")).isFalse();
        assertThat(saysNothing("Utility")).isFalse();
    }

    private static boolean isOwn(JavaClass type) {
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && !type.getSimpleName().equals("package-info")
                && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isClosed(JavaClass type) {
        return type.isRecord()
                || type.isEnum()
                || type.getModifiers().contains(JavaModifier.FINAL)
                || type.isAnnotatedWith(FunctionalInterface.class)
                || PORTS.contains(type.getName())
                || type.reflect().isSealed();
    }

    private static boolean saysNothing(String name) {
        return BASE.matcher(name).matches()
                || List.of(name.split("(?<=[a-z0-9])(?=[A-Z])")).stream()
                        .anyMatch(EMPTY_WORDS::contains);
    }

    /** True when a type that is not ours asks for a method of this name. */
    private static boolean isAskedForElsewhere(JavaClass type, JavaMethod method) {
        return type.getAllRawSuperclasses().stream().anyMatch(above -> isForeignWith(above, method))
                || type.getAllRawInterfaces().stream()
                        .anyMatch(above -> isForeignWith(above, method));
    }

    private static boolean isForeignWith(JavaClass above, JavaMethod method) {
        return !above.getName().startsWith("org.trimtab.")
                && above.getMethods().stream().anyMatch(m -> m.getName().equals(method.getName()));
    }
}
