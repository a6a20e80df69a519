package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import javax.xml.XMLConstants;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.openadr.tls.ClientIdentity;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SignaturesTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final ClientIdentity VTN = TestFiles.pem("vtn");
    private static final String HARMLESS = EventXml.distribute(EventXml.event("e1").xml());
    private static final String EVIL = EventXml.distribute(EventXml.event("evil").xml());

    private final Signatures signatures = trusting(Set.of());

    private static Signatures trusting(Set<String> fingerprints) {
        return new Signatures(
                new SignerTrust(VTN.authorities(), fingerprints), new ReplayGuard(WINDOW));
    }

    private static byte[] signed(ClientIdentity identity, String nonce, Instant at) {
        return Signatures.sign(
                EventXml.payloadB(HARMLESS).getBytes(StandardCharsets.UTF_8), identity, nonce, at);
    }

    private static Tag payload(byte[] xml) {
        return new Tag(SafeXml.parse(xml, 1 << 20).getDocumentElement());
    }

    private static Tag changed(UnaryOperator<String> change) {
        String before = new String(signed(VTN, "n", NOW), StandardCharsets.UTF_8);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        return payload(after.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(Tag payload, String because) {
        assertThatThrownBy(() -> signatures.verify(payload, null, NOW))
                .isInstanceOf(RefusedPayload.class)
                .hasMessageContaining(because);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vtn", "vtn-ec"})
    void shouldAcceptWhenTheVtnSigned(String signer) {
        Tag payload = payload(signed(TestFiles.pem(signer), "n", NOW));
        Tag object = signatures.verify(payload, null, NOW);
        assertThat(object.element().getParentNode()).isSameAs(payload.element());
        assertThat(payload.children())
                .extracting(Tag::name)
                .containsExactly("Signature", "oadrSignedObject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ven-rsa", "ven-ec"})
    void shouldVerifyWithPlainJavaWhenWeSign(String signer) throws Exception {
        ClientIdentity identity = TestFiles.pem(signer);
        Document document = SafeXml.parse(signed(identity, "n", NOW), 1 << 20);
        Tag root = new Tag(document.getDocumentElement());
        DOMValidateContext context =
                new DOMValidateContext(
                        KeySelector.singletonKeySelector(identity.certificate().getPublicKey()),
                        root.need(Names.DS, "Signature").element());
        context.setIdAttributeNS(
                root.need(Names.OADR_B, "oadrSignedObject").element(), Names.OADR_B, "Id");
        XMLSignature signature =
                XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        assertThat(signature.validate(context)).isTrue();
        assertThat(signature.getSignedInfo().getReferences()).hasSize(2);
    }

    /** As some VTNs do it: the whole document is signed, and only the bare key is sent along. */
    private static Tag signedWhole(ClientIdentity identity) throws Exception {
        Document document =
                SafeXml.parse(
                        EventXml.payloadB(HARMLESS).getBytes(StandardCharsets.UTF_8), 1 << 20);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        DigestMethod sha = factory.newDigestMethod(DigestMethod.SHA256, null);
        Transform enveloped =
                factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null);
        Element protect = document.createElementNS(Names.DSP, "p:ReplayProtect");
        protect.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:p", Names.DSP);
        Element timestamp = document.createElementNS(Names.DSP, "p:timestamp");
        timestamp.setTextContent("2026-07-01T16:00:00Z");
        Element nonce = document.createElementNS(Names.DSP, "p:nonce");
        nonce.setTextContent("n");
        protect.appendChild(timestamp);
        protect.appendChild(nonce);
        KeyInfoFactory keys = factory.getKeyInfoFactory();
        factory.newXMLSignature(
                        factory.newSignedInfo(
                                factory.newCanonicalizationMethod(
                                        CanonicalizationMethod.INCLUSIVE,
                                        (C14NMethodParameterSpec) null),
                                factory.newSignatureMethod(SignatureMethod.RSA_SHA256, null),
                                List.of(
                                        factory.newReference(
                                                "", sha, List.of(enveloped), null, null),
                                        factory.newReference("#prop", sha))),
                        keys.newKeyInfo(
                                List.of(keys.newKeyValue(identity.certificate().getPublicKey()))),
                        List.of(
                                factory.newXMLObject(
                                        List.of(new DOMStructure(protect)), "prop", null, null)),
                        null,
                        null)
                .sign(
                        new DOMSignContext(
                                identity.key(),
                                document.getDocumentElement(),
                                document.getDocumentElement().getFirstChild()));
        return payload(SafeXml.serialize(document));
    }

    @Test
    void shouldAcceptTheWholeDocumentWhenTheKeyIsThatOfTheConnection() throws Exception {
        signatures.verify(signedWhole(VTN), VTN.certificate(), NOW);
        refused(signedWhole(VTN), "belongs to no trusted certificate");
    }

    @Test
    void shouldRefuseWhenAnythingSignedWasChanged() {
        refused(changed(xml -> xml.replace(">e1<", ">e2<")), "does not fit");
        refused(changed(xml -> xml.replace(">n</dsp:nonce>", ">m</dsp:nonce>")), "does not fit");
    }

    @Test
    void shouldRefuseWhenTheSignedObjectIsMovedAndAnotherPutInItsPlace() {
        refused(
                changed(xml -> {
                    String object = object(xml);
                    String evil =
                            object(EventXml.payloadB(EVIL)).replace("oadrSignedObject\"", "x\"");
                    return xml.replace(
                                    "</ds:Signature>",
                                    "<ds:Object>" + object + "</ds:Object></ds:Signature>")
                            .replaceFirst(
                                    "(?s)</ds:Signature><oadr:oadrSignedObject.*</oadr:oadrSignedObject>",
                                    "</ds:Signature>" + Matcher.quoteReplacement(evil));
                }),
                "exactly one");
    }

    @Test
    void shouldRefuseWhenTheSignedObjectIsHiddenUnderAnotherName() {
        refused(
                changed(xml -> {
                    String evil =
                            object(EventXml.payloadB(EVIL))
                                    .replace("oadr:Id=\"oadrSignedObject\"", "oadr:Id=\"other\"");
                    String hidden = object(xml).replace("oadr:oadrSignedObject", "oadr:oadrHidden");
                    return xml.replace(object(xml), evil + hidden);
                }),
                "refers to '#oadrSignedObject'");
    }

    @Test
    void shouldRefuseWhenAnIdOccursTwice() {
        refused(
                changed(xml ->
                        xml.replace(
                                "<oadr:oadrDistributeEvent ",
                                "<oadr:oadrDistributeEvent Id=\"oadrSignedObject\" ")),
                "occurs twice");
    }

    @Test
    void shouldRefuseWhenThereAreTwoSignatures() {
        refused(
                changed(xml -> {
                    String signature =
                            xml.substring(
                                    xml.indexOf("<ds:Signature "),
                                    xml.indexOf("</ds:Signature>") + 15);
                    return xml.replace(signature, signature + signature);
                }),
                "exactly one Signature");
    }

    @Test
    void shouldRefuseWhenAReferenceIsOfAnotherKind() {
        refused(
                changed(xml -> xml.replace("URI=\"#oadrSignedObject\"", "URI=\"/etc/passwd\"")),
                "refers to '/etc/passwd'");
        refused(
                changed(xml ->
                        xml.replaceFirst(
                                "(URI=\"#oadrSignedObject\">)",
                                "$1<ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org"
                                        + "/TR/1999/REC-xpath-19991116\"><ds:XPath>1"
                                        + "</ds:XPath></ds:Transform></ds:Transforms>")),
                "refers to");
        refused(
                changed(xml ->
                        xml.replaceFirst(
                                "<ds:Reference URI=\"#replayProtect\">.*?</ds:Reference>", "")),
                "must cover both");
    }

    @Test
    void shouldRefuseWhenAMethodIsWeak() {
        refused(
                changed(xml ->
                        xml.replace(
                                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                                "http://www.w3.org/2000/09/xmldsig#rsa-sha1")),
                "rsa-sha1");
        refused(
                changed(xml ->
                        xml.replace(
                                "http://www.w3.org/2001/04/xmlenc#sha256",
                                "http://www.w3.org/2000/09/xmldsig#sha1")),
                "xmldsig#sha1");
        refused(
                changed(xml ->
                        xml.replace(
                                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                                "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")),
                "hmac");
    }

    @Test
    void shouldRefuseWhenTheSameSignedPayloadComesAgain() {
        byte[] xml = signed(VTN, "once", NOW);
        signatures.verify(payload(xml), null, NOW);
        refused(payload(xml), "received before");
    }

    @Test
    void shouldAcceptFiveMinutesAndNotMoreWhenTheClocksDiffer() {
        for (long skew : List.of(-300L, 300L)) {
            Tag payload = payload(signed(VTN, "n" + skew, NOW.plusSeconds(skew)));
            assertThatCode(() -> signatures.verify(payload, null, NOW)).doesNotThrowAnyException();
        }
        refused(payload(signed(VTN, "old", NOW.minusSeconds(301))), "PT5M1S before our time");
        refused(payload(signed(VTN, "new", NOW.plusSeconds(301))), "PT5M1S after our time");
    }

    @Test
    void shouldRefuseWhenNobodyTrustedVouchesForTheSigner() {
        refused(payload(signed(TestFiles.pem("rogue"), "n", NOW)), "no trusted authority");
    }

    @Test
    void shouldAcceptOnlyNamedSignersWhenFingerprintsAreGiven() {
        Signatures pinned = trusting(Set.of(VTN.fingerprint()));
        pinned.verify(payload(signed(VTN, "n", NOW)), null, NOW);
        assertThatThrownBy(() ->
                        pinned.verify(
                                payload(signed(TestFiles.pem("ven-rsa"), "n2", NOW)), null, NOW))
                .hasMessageContaining("not among the trusted signers");
    }

    @Test
    void shouldAcceptTheCertificateOfTheConnectionWhenNoAuthorityIsGiven() {
        Signatures alone =
                new Signatures(new SignerTrust(List.of(), Set.of()), new ReplayGuard(WINDOW));
        X509Certificate peer = VTN.certificate();
        alone.verify(payload(signed(VTN, "n", NOW)), peer, NOW);
        assertThatThrownBy(() ->
                        alone.verify(
                                payload(signed(TestFiles.pem("vtn-ec"), "n2", NOW)), peer, NOW))
                .hasMessageContaining("not the certificate of the connection");
    }

    @Test
    void shouldRefuseWhenTheSignersCertificateHasExpired() {
        Instant later = Instant.parse("2121-01-01T00:00:00Z");
        assertThatThrownBy(() ->
                        trusting(Set.of(VTN.fingerprint()))
                                .verify(payload(signed(VTN, "n", later)), null, later))
                .hasMessageContaining("valid from");
    }

    @Test
    void shouldRefuseWhenTheReplayGuardIsFull() {
        ReplayGuard guard = new ReplayGuard(WINDOW);
        for (int i = 0; i < ReplayGuard.MAX_NONCES; i++) {
            guard.accept(NOW, "n" + i, NOW);
        }
        assertThatThrownBy(() -> guard.accept(NOW, "more", NOW)).hasMessageContaining("10000");
        Instant later = NOW.plus(WINDOW.multipliedBy(2)).plusSeconds(1);
        assertThatCode(() -> guard.accept(later, "more", later)).doesNotThrowAnyException();
    }

    private static String object(String xml) {
        return xml.substring(
                xml.indexOf("<oadr:oadrSignedObject"),
                xml.indexOf("</oadr:oadrSignedObject>") + "</oadr:oadrSignedObject>".length());
    }
}
