package org.trimtab.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.trimtab.rules.Rooms.Floor;

/** Core and engine are values and decisions: nothing in them touches the outside world, the clock or chance. */
class PurityTest {
    private static final List<String> PURE_PACKAGES =
            List.of(
                    "java.lang",
                    "java.math",
                    "java.nio.charset",
                    "java.security",
                    "java.text",
                    "java.time",
                    "java.util",
                    "org.jspecify",
                    "org.trimtab");

    /** Buffers in memory live in packages of I/O, and are none. */
    private static final Set<String> IN_MEMORY =
            Set.of("java.io.ByteArrayOutputStream", "java.nio.ByteBuffer", "java.nio.CharBuffer");

    /** Inside the packages above, what is not pure all the same: types, packages, and beginnings of names. */
    private static final List<String> IMPURE =
            List.of(
                    "java.lang.Process*",
                    "java.lang.Runtime",
                    "java.lang.System$Logger*",
                    "java.lang.Thread*",
                    "java.lang.management.*",
                    "java.security.SecureRandom",
                    "java.util.Random",
                    "java.util.Scanner",
                    "java.util.SplittableRandom",
                    "java.util.Timer*",
                    "java.util.concurrent.CompletableFuture*",
                    "java.util.concurrent.Exec*",
                    "java.util.concurrent.ForkJoin*",
                    "java.util.concurrent.Scheduled*",
                    "java.util.concurrent.StructuredTask*",
                    "java.util.concurrent.ThreadPool*",
                    "java.util.logging.*",
                    "java.util.prefs.*",
                    "java.util.random.*",
                    "java.util.zip.ZipFile");

    /** Types that one class may use against the rule, each for a reason. */
    private static final Set<String> GRANTED =
            Set.of(
                    // A journal may fail to write, and the caller must know.
                    "org.trimtab.engine.Journal -> java.io.IOException");

    private static final Set<String> CLOCK_AND_CHANCE =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.System.getenv",
                    "java.lang.System.getProperty",
                    "java.lang.Math.random",
                    "java.lang.StrictMath.random",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.system",
                    "java.time.InstantSource.system",
                    "java.time.ZoneId.systemDefault",
                    "java.util.Locale.getDefault",
                    "java.util.TimeZone.getDefault",
                    "java.util.UUID.randomUUID");

    private static final Set<String> FLOATING =
            Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    /** The optimiser and the statistics; with everything inside them. */
    private static final List<String> MAY_FLOAT =
            List.of(
                    "org.trimtab.baseline.DayRegression",
                    "org.trimtab.baseline.LeastSquares",
                    "org.trimtab.dispatch.Allocator",
                    "org.trimtab.dispatch.Deliverable",
                    "org.trimtab.dispatch.ObeyRecord",
                    "org.trimtab.market.NaivePeakRules",
                    "org.trimtab.market.Normal",
                    "org.trimtab.market.PeakOutlook",
                    "org.trimtab.market.PeakRule",
                    "org.trimtab.market.PeakTrial",
                    "org.trimtab.market.PeakWatch",
                    "org.trimtab.market.RestOfMonth");

    @Test
    void shouldUseOnlyPureTypesWhenInCoreOrEngine() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.on(Floor.CORE, Floor.ENGINE)) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (!isPure(used) && !GRANTED.contains(type.getName() + " -> " + used.getName())) {
                    wrong.add(dependency.getDescription());
                }
            }
        }

        assertThat(wrong).as("core and engine: no I/O, threads, logging, frameworks").isEmpty();
    }

    @Test
    void shouldNotReadTheClockNorThrowDiceWhenInCoreOrEngine() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.on(Floor.CORE, Floor.ENGINE)) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (isClockOrChance(access)) {
                    wrong.add(access.getDescription());
                }
            }
        }

        assertThat(wrong).as("time and chance are handed in").isEmpty();
    }

    @Test
    void shouldCountInWholeUnitsWhenInCoreOrEngine() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.on(Floor.CORE, Floor.ENGINE)) {
            if (MAY_FLOAT.stream().anyMatch(type.getName()::startsWith)) {
                continue;
            }
            for (JavaMember member : type.getMembers()) {
                if (mentionsFloating(member)) {
                    wrong.add(member.getFullName());
                }
            }
        }

        assertThat(wrong)
                .as("doubles live only in an optimiser or in statistics, not here")
                .isEmpty();
    }

    @Test
    void shouldNotPrintWhenOutsideTheCommandLine() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : Shipped.CLASSES) {
            String room = Shipped.roomOf(type);
            if (room.equals("cli") || Rooms.isOn(room, Floor.QUALITY)) {
                continue;
            }
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                String owner = access.getTargetOwner().getName();
                String name = access.getName();
                if (owner.equals("java.lang.System") && (name.equals("out") || name.equals("err"))
                        || name.equals("printStackTrace")) {
                    wrong.add(access.getDescription());
                }
            }
        }

        assertThat(wrong).as("standard output and error belong to the command line").isEmpty();
    }

    private static boolean isPure(JavaClass type) {
        String name = type.getName();
        return type.isPrimitive()
                || IN_MEMORY.contains(name)
                || PURE_PACKAGES.stream().anyMatch(pure -> name.startsWith(pure + "."))
                        && IMPURE.stream().noneMatch(impure -> isNamed(impure, name));
    }

    private static boolean isNamed(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    private static boolean isClockOrChance(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (owner.startsWith("java.time.") && access.getName().equals("now")) {
            // Reading a clock that was handed in is still reading a clock.
            return true;
        }
        if (owner.equals("java.util.Collections") && access.getName().equals("shuffle")) {
            return access.getTarget() instanceof CodeUnitCallTarget call
                    && call.getRawParameterTypes().size() == 1;
        }
        return CLOCK_AND_CHANCE.contains(owner + "." + access.getName());
    }

    private static boolean mentionsFloating(JavaMember member) {
        if (member.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return false;
        }
        if (member instanceof JavaField field) {
            return FLOATING.contains(field.getRawType().getName());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return FLOATING.contains(unit.getRawReturnType().getName())
                || unit.getRawParameterTypes().stream()
                        .anyMatch(parameter -> FLOATING.contains(parameter.getName()));
    }
}
