package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeXmlTest {

    private static final int LIMIT = 100_000;

    private static void refused(String xml, String because) {
        assertThatThrownBy(() -> SafeXml.parse(xml.getBytes(StandardCharsets.UTF_8), LIMIT))
                .isInstanceOf(RefusedPayload.class)
                .hasMessageContaining(because);
    }

    @Test
    void shouldNotReadAFileWhenAnExternalEntityNamesIt(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "the-secret");
        refused(
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"%s\">]><a>&x;</a>".formatted(secret.toUri()),
                "DOCTYPE");
    }

    @Test
    void shouldRefuseWhenEntitiesWouldMultiply() {
        refused(
                """
                <!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>\
                """,
                "DOCTYPE");
    }

    @Test
    void shouldRefuseWhenAParameterEntityOrExternalDtdIsNamed() {
        refused("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>", "DOCTYPE");
        refused("<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]><a/>", "DOCTYPE");
    }

    @Test
    void shouldRefuseWhenItNestsTooDeep() {
        String deep = "<a>".repeat(SafeXml.MAX_DEPTH + 1) + "</a>".repeat(SafeXml.MAX_DEPTH + 1);
        refused(deep, "depth");
        String allowed = "<a>".repeat(SafeXml.MAX_DEPTH) + "</a>".repeat(SafeXml.MAX_DEPTH);
        assertThat(SafeXml.parse(allowed.getBytes(StandardCharsets.UTF_8), LIMIT)).isNotNull();
    }

    @Test
    void shouldRefuseWhenItIsTooLarge() {
        refused("<a>" + "x".repeat(LIMIT) + "</a>", "more than 100000 are not read");
    }

    @Test
    void shouldRefuseWhenItIsCutOffOrNoXml() {
        refused("<a><b>", "not acceptable");
        refused("", "not acceptable");
        refused("{\"json\": true}", "not acceptable");
        refused("<a/><b/>", "not acceptable");
    }

    @Test
    void shouldKeepAnInclusionAsItStandsWhenOneIsWritten() {
        String xml =
                "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"/etc/passwd\""
                        + " parse=\"text\"/></a>";
        Tag root =
                new Tag(
                        SafeXml.parse(xml.getBytes(StandardCharsets.UTF_8), LIMIT)
                                .getDocumentElement());
        assertThat(root.children()).extracting(Tag::name).containsExactly("include");
    }
}
