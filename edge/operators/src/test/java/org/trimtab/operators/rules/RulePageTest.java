package org.trimtab.operators.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RulePageTest {
    @Test
    void shouldEqualTheCommittedPageWhenRendered() throws IOException {
        Path page = root().resolve("docs/reference/rules.md");
        String rendered = RulePage.render(RuleKinds.shipped(), RuleBook.shipped());
        if (Boolean.getBoolean("trimtab.write-pages")) {
            Files.writeString(page, rendered);
        }
        assertThat(page)
                .as(
                        "rewrite it with: ./mvnw -pl edge/operators -am test -Dtrimtab.write-pages=true")
                .hasContent(rendered);
    }

    @Test
    void shouldLintCleanWhenTheExampleOfThePageIsRead() {
        RuleKinds kinds = RuleKinds.shipped();
        String page = RulePage.render(kinds, RuleBook.shipped());
        int from = page.indexOf("```yaml") + 8;

        RuleFile.Content content =
                RuleFile.parse(
                        kinds, "example.yaml", page.substring(from, page.indexOf("```", from)));

        assertThat(content.findings()).isEmpty();
        assertThat(content.packs()).hasSize(2);
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("edge/operators/pom.xml"))) {
            at = at.getParent();
        }
        assertThat(at).as("the project's root").isNotNull();
        return at;
    }
}
