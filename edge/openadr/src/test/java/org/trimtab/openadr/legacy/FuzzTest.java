package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.tls.ClientIdentity;

/** Random damage to payloads, from fixed seeds: refused or understood, never anything else. */
class FuzzTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");
    private static final int PAYLOADS = 1_000;
    private static final int SIGNED = 100;

    private static final List<String> NASTY =
            List.of(
                    "",
                    "-1",
                    "NaN",
                    "1e999999999",
                    "P1M",
                    "-PT1H",
                    "P99999Y",
                    "&#0;",
                    "<",
                    "]]>",
                    "<!--x-->",
                    "<ei:value>7</ei:value>",
                    "9999-12-31T23:59:60Z",
                    "２",
                    "true",
                    "<?x y?>",
                    "<![CDATA[z]]>",
                    "2026-02-30T00:00:00Z",
                    "PT0S",
                    "4294967296");

    private static final String WHOLE =
            EventXml.payloadB(
                    EventXml.distribute(
                            EventXml.event("e1").startAfter("PT5M").xml(),
                            EventXml.event("e2")
                                    .signals(
                                            EventXml.signal(
                                                    "LOAD_DISPATCH",
                                                    "setpoint",
                                                    EventXml.power("M"),
                                                    EventXml.interval("PT30M", "0", "12.5"),
                                                    EventXml.interval("PT30M", "1", "0")))
                                    .xml()));

    private static String damaged(String xml, Random random) {
        StringBuilder text = new StringBuilder(xml);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                case 1 -> text.delete(at, end);
                case 2 -> text.insert(at, text.substring(at, end));
                case 3 -> text.setLength(Math.max(1, at));
                default -> {
                    int open = text.indexOf(">", at);
                    int close = open < 0 ? -1 : text.indexOf("</", open);
                    if (close > open) {
                        text.replace(open + 1, close, NASTY.get(random.nextInt(NASTY.size())));
                    }
                }
            }
        }
        return text.toString();
    }

    private static Tag root(String xml) {
        return new Tag(
                SafeXml.parse(xml.getBytes(StandardCharsets.UTF_8), 1 << 20).getDocumentElement());
    }

    @Test
    void shouldRefuseOrUnderstandWhenAPayloadIsDamaged() {
        int understood = 0;
        for (int seed = 0; seed < PAYLOADS; seed++) {
            String xml = damaged(WHOLE, new Random(seed));
            try {
                Tag message =
                        root(xml)
                                .need(Names.OADR_B, "oadrSignedObject")
                                .need(Names.OADR_B, "oadrDistributeEvent");
                Distributed list = new EventReader(Profile.B, "ven-1").read(message);
                EventBook book =
                        new EventBook(new Recorder(), new EventFilter("ven-1", Set.of(), Set.of()));
                book.take(list, Set.of(), NOW);
                book.events().forEach(event -> event.toEvent("p"));
                understood++;
            } catch (RefusedPayload | VtnRefused expected) {
                assertThat(expected).hasMessageNotContaining("\n");
            }
        }
        assertThat(understood).isBetween(PAYLOADS / 20, PAYLOADS - (PAYLOADS / 20));
    }

    @Test
    void shouldGiveBackOnlyWhatWasSignedWhenASignedPayloadIsDamaged() {
        ClientIdentity vtn = TestFiles.pem("vtn");
        String signed =
                new String(
                        Signatures.sign(WHOLE.getBytes(StandardCharsets.UTF_8), vtn, "nonce", NOW),
                        StandardCharsets.UTF_8);
        String content =
                root(WHOLE).need(Names.OADR_B, "oadrSignedObject").element().getTextContent();
        SignerTrust trust = new SignerTrust(vtn.authorities(), Set.of());
        int refused = 0;
        for (int seed = 0; seed < SIGNED; seed++) {
            String xml = damaged(signed, new Random(seed));
            Signatures signatures = new Signatures(trust, new ReplayGuard(Duration.ofMinutes(5)));
            try {
                Tag object = signatures.verify(root(xml), null, NOW);
                assertThat(object.element().getTextContent()).isEqualTo(content);
            } catch (RefusedPayload expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(SIGNED / 2);
    }
}
