package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.trimtab.openadr.vtn.access.Scope;
import org.trimtab.openadr.vtn.rest.Operations.Operation;

/** Every operation and scope of the YAML is routed, and nothing else is. */
final class DriftTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    @Test
    void shouldRouteEveryOperationWithItsScopeWhenTheYamlNamesIt() throws IOException {
        Set<String> wanted = operations("3.1.0");
        Set<String> routed = new TreeSet<>();
        for (Operation operation : routed().all()) {
            routed.add(shown(operation));
        }
        routed.removeIf(operation -> operation.contains(" /extensions/"));
        assertThat(wanted).hasSize(45);
        assertThat(routed).isEqualTo(wanted);
    }

    @Test
    void shouldRouteEveryPathWhenTheYamlOf301NamesIt() throws IOException {
        Set<String> wanted = new TreeSet<>();
        operations("3.0.1").forEach(operation -> wanted.add(operation.split(" \\[")[0]));
        Set<String> routed = new TreeSet<>();
        for (Operation operation : routed().old()) {
            routed.add(shown(operation).split(" \\[")[0].replace("{ven}", "{}"));
        }
        assertThat(wanted).hasSize(31);
        assertThat(routed).containsAll(wanted);
    }

    private static Operations routed() {
        TestVtn vtn = TestVtn.shared(Store.SQLITE);
        return vtn.operations();
    }

    private static String shown(Operation operation) {
        Scope scope = operation.scope();
        return operation.method().toLowerCase(java.util.Locale.ROOT)
                + " "
                + operation.path().replace("{id}", "{}")
                + (scope == null ? " []" : " [" + scope.word() + "]");
    }

    private static Set<String> operations(String version) throws IOException {
        Path yaml = specs().resolve(version).resolve("openadr3.yaml");
        assumeTrue(
                Files.exists(yaml), "the OpenADR " + version + " text is not beside this project");
        Load load = new Load(LoadSettings.builder().build());
        Map<?, ?> document = (Map<?, ?>) load.loadFromString(Files.readString(yaml));
        Set<String> operations = new TreeSet<>();
        ((Map<?, ?>) document.get("paths"))
                .forEach((path, item) ->
                        ((Map<?, ?>) item)
                                .forEach((method, operation) -> {
                                    if (METHODS.contains(method.toString())) {
                                        operations.add(
                                                method
                                                        + " "
                                                        + path.toString()
                                                                .replaceAll("\\{[^}]*}", "{}")
                                                        + " "
                                                        + scopes((Map<?, ?>) operation));
                                    }
                                }));
        return operations;
    }

    private static List<?> scopes(Map<?, ?> operation) {
        if (!(operation.get("security") instanceof List<?> security)) {
            return List.of();
        }
        for (Object scheme : security) {
            Object scopes = ((Map<?, ?>) scheme).get("oAuth2ClientCredentials");
            if (scopes instanceof List<?> list) {
                return list;
            }
        }
        return List.of();
    }

    /** The folder of the specifications, which stands beside the project when it is there at all. */
    static Path specs() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path specs = folder.resolve("shared/specs/openadr3");
            if (Files.isDirectory(specs)) {
                return specs;
            }
            folder = folder.getParent();
        }
        return Path.of("shared/specs/openadr3");
    }
}
