package org.trimtab.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.RecordedServer;
import org.trimtab.drivers.tck.SocketContract;
import org.trimtab.resource.Capability;

/** The page that lists what every driver has to pass, made from the tests themselves; and that every family does. */
class ContractPageTest {
    private static final Pattern RECORDED = Pattern.compile("return new (Recorded\\w+)\\(");

    @Test
    void shouldEqualTheCommittedPageWhenRendered() throws IOException {
        Path page = Pages.root().resolve("docs/reference/driver-contract.md");
        String rendered = rendered();
        Pages.write(page, rendered);
        assertThat(page).as(Pages.REWRITE).hasContent(rendered);
    }

    @Test
    void shouldHoldEveryFamilyThatIsCommandedToBothContracts() throws IOException {
        long families =
                DriverCatalogue.shipped().families().stream()
                        .filter(family -> family.capabilities().contains(Capability.CURTAIL))
                        .count();
        assertThat(devicesUnder("DriverContract")).hasSizeGreaterThanOrEqualTo((int) families);
        assertThat(devicesUnder("SocketContract")).hasSizeGreaterThanOrEqualTo((int) families);
    }

    private static String rendered() throws IOException {
        StringBuilder page =
                new StringBuilder(
                        """
                        # What every driver has to pass

                        Made from the tests of `edge/drivers`; `ContractPageTest` keeps it true. Each family has a \
                        device
                        made of recordings or, where there are none, of documents, and its driver is held to all of
                        this. The family that can only be read has tests of its own.

                        ## Over the recorded device

                        """);
        cases(page, DriverContract.class);
        page.append(
                "\nWire faults, each in every exchange of a sleep, of a wake and of a reading:\n\n");
        for (Fault fault : Fault.values()) {
            page.append("- ").append(words(fault.name())).append(": told as `");
            page.append(fault.failure()).append("`\n");
        }
        page.append("\n## Over real sockets\n\n");
        cases(page, SocketContract.class);
        page.append("\nWays a device ends its answers:\n\n");
        for (RecordedServer.Manner manner : RecordedServer.Manner.values()) {
            page.append("- ").append(words(manner.name())).append('\n');
        }
        page.append("\n## Families\n\n| family | driver tried against |\n|---|---|\n");
        for (FamilyDescriptor family : DriverCatalogue.shipped().families()) {
            page.append("| ").append(family.title()).append(" | ");
            page.append(words(family.proof().testedBy().name())).append(" |\n");
        }
        return page.toString();
    }

    private static void cases(StringBuilder page, Class<?> contract) {
        List<String> names =
                Arrays.stream(contract.getDeclaredMethods())
                        .filter(method ->
                                method.isAnnotationPresent(Test.class)
                                        || method.isAnnotationPresent(ParameterizedTest.class))
                        .map(Method::getName)
                        .sorted()
                        .toList();
        names.forEach(name -> page.append("- ").append(sentence(name)).append('\n'));
    }

    private static String sentence(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The recorded devices that are held to a contract, from the sources. */
    private static Set<String> devicesUnder(String contract) throws IOException {
        Set<String> devices = new TreeSet<>();
        try (Stream<Path> files =
                Files.walk(
                        Pages.root().resolve("edge/drivers/src/test/java/org/trimtab/drivers"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                String text = Files.readString(file);
                Matcher made = RECORDED.matcher(text);
                if (text.contains("extends " + contract) && made.find()) {
                    devices.add(made.group(1));
                }
            }
        }
        return devices;
    }
}
