package org.trimtab.openadr.legacy;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorException;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.keyinfo.KeyValue;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.ClientIdentity;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

/**
 * XML signatures of 2.0b payloads: one reference to oadrSignedObject and one to the ReplayProtect
 * property, as the high security level asks.
 *
 * <p>A signature only counts for the element it is found to cover: the signature is the one child of
 * oadrPayload of that name, oadrSignedObject is the other, and the reference must name that very
 * element by an id that occurs once, so moving the signed element elsewhere and putting another one
 * in its place is refused.
 */
final class Signatures {

    static final String REPLAY_ID = "replayProtect";

    private static final Set<String> SIGNATURE_METHODS =
            Set.of(
                    SignatureMethod.RSA_SHA256,
                    SignatureMethod.RSA_SHA384,
                    SignatureMethod.RSA_SHA512,
                    SignatureMethod.ECDSA_SHA256,
                    SignatureMethod.ECDSA_SHA384,
                    SignatureMethod.ECDSA_SHA512);

    private static final Set<String> DIGESTS =
            Set.of(DigestMethod.SHA256, DigestMethod.SHA384, DigestMethod.SHA512);

    private static final Set<String> CANONICAL =
            Set.of(
                    CanonicalizationMethod.INCLUSIVE,
                    CanonicalizationMethod.INCLUSIVE_11,
                    CanonicalizationMethod.EXCLUSIVE);

    private final SignerTrust trust;
    private final ReplayGuard replay;

    Signatures(SignerTrust trust, ReplayGuard replay) {
        this.trust = trust;
        this.replay = replay;
    }

    /** A payload of ours with its signature. */
    static byte[] sign(byte[] payload, ClientIdentity identity, String nonce, Instant now) {
        Document document = SafeXml.parse(payload, LegacySettings.MAX_PAYLOAD);
        Element root = document.getDocumentElement();
        Element signed = new Tag(root).need(Names.OADR_B, "oadrSignedObject").element();
        signed.setIdAttributeNS(Names.OADR_B, "Id", true);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        try {
            XMLObject properties = replayProtect(factory, document, nonce, now);
            SignedInfo info =
                    factory.newSignedInfo(
                            factory.newCanonicalizationMethod(
                                    CanonicalizationMethod.INCLUSIVE,
                                    (C14NMethodParameterSpec) null),
                            factory.newSignatureMethod(method(identity), null),
                            List.of(
                                    reference(factory, Names.SIGNED_ID),
                                    reference(factory, REPLAY_ID)));
            KeyInfoFactory keys = factory.getKeyInfoFactory();
            KeyInfo keyInfo =
                    keys.newKeyInfo(List.of(keys.newX509Data(List.of(identity.certificate()))));
            DOMSignContext context = new DOMSignContext(identity.key(), root, signed);
            context.setDefaultNamespacePrefix("ds");
            factory.newXMLSignature(info, keyInfo, List.of(properties), "signature", null)
                    .sign(context);
        } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
            throw new IllegalStateException(
                    "The payload cannot be signed with this certificate's key.", e);
        }
        compact(document, "SignatureValue");
        compact(document, "X509Certificate");
        return SafeXml.serialize(document);
    }

    private static String method(ClientIdentity identity) {
        return identity.key().getAlgorithm().equals("EC")
                ? SignatureMethod.ECDSA_SHA256
                : SignatureMethod.RSA_SHA256;
    }

    private static Reference reference(XMLSignatureFactory factory, String id)
            throws GeneralSecurityException {
        return factory.newReference("#" + id, factory.newDigestMethod(DigestMethod.SHA256, null));
    }

    private static XMLObject replayProtect(
            XMLSignatureFactory factory, Document document, String nonce, Instant now) {
        Element protect = document.createElementNS(Names.DSP, "dsp:ReplayProtect");
        protect.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:dsp", Names.DSP);
        Element timestamp = document.createElementNS(Names.DSP, "dsp:timestamp");
        timestamp.setTextContent(XmlOut.text(now));
        Element value = document.createElementNS(Names.DSP, "dsp:nonce");
        value.setTextContent(nonce);
        protect.appendChild(timestamp);
        protect.appendChild(value);
        return factory.newXMLObject(
                List.of(
                        factory.newSignatureProperties(
                                List.of(
                                        factory.newSignatureProperty(
                                                List.of(new DOMStructure(protect)),
                                                "#signature",
                                                null)),
                                null)),
                REPLAY_ID,
                null,
                null);
    }

    /** Takes line breaks out of base64 text; neither element is covered by a digest. */
    private static void compact(Document document, String name) {
        NodeList nodes = document.getElementsByTagNameNS(Names.DS, name);
        for (int i = 0; i < nodes.getLength(); i++) {
            nodes.item(i).setTextContent(nodes.item(i).getTextContent().replaceAll("\\s", ""));
        }
    }

    /** Whether the payload carries a signature where one belongs. */
    static boolean signed(Tag payload) {
        return !payload.children(Names.DS, "Signature").isEmpty();
    }

    /**
     * Checks the signature of a payload.
     *
     * @param peer the certificate of the TLS connection it came over; null without TLS
     * @return oadrSignedObject, the very element that is signed
     * @throws RefusedPayload when anything is wrong with it
     */
    Tag verify(Tag payload, @Nullable X509Certificate peer, Instant now) {
        Document document = payload.element().getOwnerDocument();
        if (count(document, Names.DS, "Signature") != 1
                || count(document, Names.OADR_B, "oadrSignedObject") != 1) {
            throw RefusedPayload.invalid(
                    "A signed payload has exactly one Signature and one oadrSignedObject.");
        }
        Element signature = payload.need(Names.DS, "Signature").element();
        Tag signedObject = payload.need(Names.OADR_B, "oadrSignedObject");
        Map<String, Element> ids = ids(document);
        Element protect = onlyIn(signature, document);
        DOMValidateContext context =
                new DOMValidateContext(new TrustedKey(trust, peer, now), signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        XMLSignature read = read(context);
        cover(read, context, signedObject.element(), protect, ids);
        try {
            if (!read.validate(context)) {
                throw RefusedPayload.invalid(
                        "The signature does not fit the payload: it was changed, or signed wrongly.");
            }
        } catch (XMLSignatureException e) {
            throw refused(e);
        }
        Tag property = new Tag(protect);
        replay.accept(
                property.need(Names.DSP, "timestamp").instant(),
                property.need(Names.DSP, "nonce").text(),
                now);
        return signedObject;
    }

    private static XMLSignature read(DOMValidateContext context) {
        try {
            return XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        } catch (MarshalException | ClassCastException e) {
            throw new RefusedPayload(
                    ResponseCode.INVALID_DATA,
                    "The signature cannot be read: "
                            + Tag.shortened(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private static RefusedPayload refused(XMLSignatureException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedPayload ours) {
                return ours;
            }
        }
        return new RefusedPayload(
                ResponseCode.INVALID_DATA, "The signature cannot be verified.", e);
    }

    /** Checks that the two references cover these two elements, by plain means, and nothing else. */
    private static void cover(
            XMLSignature read,
            DOMValidateContext context,
            Element signedObject,
            Element protect,
            Map<String, Element> ids) {
        SignedInfo info = read.getSignedInfo();
        if (!SIGNATURE_METHODS.contains(info.getSignatureMethod().getAlgorithm())
                || !CANONICAL.contains(info.getCanonicalizationMethod().getAlgorithm())) {
            throw RefusedPayload.invalid(
                    "The signature method %s is not accepted; use RSA or ECDSA with SHA-256."
                            .formatted(info.getSignatureMethod().getAlgorithm()));
        }
        boolean object = false;
        boolean property = false;
        for (Reference reference : info.getReferences()) {
            if (!DIGESTS.contains(reference.getDigestMethod().getAlgorithm())) {
                throw RefusedPayload.invalid("A digest weaker than SHA-256 is not accepted.");
            }
            String uri = reference.getURI();
            Element target = target(uri, ids);
            boolean whole = "".equals(uri) && transforms(reference, true);
            if (whole || (signedObject.equals(target) && transforms(reference, false))) {
                object = true;
            } else if (target != null
                    && contains(target, protect)
                    && !contains(target, signedObject)
                    && transforms(reference, false)) {
                property = true;
            } else {
                throw RefusedPayload.invalid(
                        "The signature refers to '%s', which is neither oadrSignedObject nor its"
                                        .formatted(uri == null ? "" : Tag.shortened(uri))
                                + " ReplayProtect.");
            }
            if (target != null) {
                register(context, target);
            }
        }
        if (!object || !property) {
            throw RefusedPayload.invalid(
                    "The signature must cover both oadrSignedObject and ReplayProtect.");
        }
    }

    private static @Nullable Element target(@Nullable String uri, Map<String, Element> ids) {
        return uri == null || !uri.startsWith("#") ? null : ids.get(uri.substring(1));
    }

    /** Canonicalization only; for the whole document also the enveloped-signature transform. */
    private static boolean transforms(Reference reference, boolean whole) {
        boolean enveloped = false;
        for (Transform transform : reference.getTransforms()) {
            if (transform.getAlgorithm().equals(Transform.ENVELOPED)) {
                enveloped = true;
            } else if (!CANONICAL.contains(transform.getAlgorithm())) {
                return false;
            }
        }
        return enveloped || !whole;
    }

    private static void register(DOMValidateContext context, Element target) {
        NamedNodeMap attributes = target.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (isId(attribute)) {
                context.setIdAttributeNS(
                        target, attribute.getNamespaceURI(), attribute.getLocalName());
            }
        }
    }

    private static boolean isId(Attr attribute) {
        return "id".equalsIgnoreCase(attribute.getLocalName());
    }

    /** Every id in the document; one that occurs twice is refused. */
    private static Map<String, Element> ids(Document document) {
        Map<String, Element> ids = new HashMap<>();
        NodeList all = document.getElementsByTagNameNS("*", "*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            Set<String> own = new HashSet<>();
            NamedNodeMap attributes = element.getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                Attr attribute = (Attr) attributes.item(j);
                if (isId(attribute)
                        && own.add(attribute.getValue())
                        && ids.put(attribute.getValue(), element) != null) {
                    throw RefusedPayload.invalid(
                            "The id '%s' occurs twice in a signed payload."
                                    .formatted(Tag.shortened(attribute.getValue())));
                }
            }
        }
        return ids;
    }

    /** The one ReplayProtect, which must be inside the signature. */
    private static Element onlyIn(Element signature, Document document) {
        NodeList found = document.getElementsByTagNameNS(Names.DSP, "ReplayProtect");
        if (found.getLength() != 1 || !contains(signature, (Element) found.item(0))) {
            throw RefusedPayload.invalid(
                    "A signature holds exactly one ReplayProtect with a timestamp and a nonce.");
        }
        return (Element) found.item(0);
    }

    private static int count(Document document, String namespace, String name) {
        return document.getElementsByTagNameNS(namespace, name).getLength();
    }

    private static boolean contains(Element outer, Element inner) {
        for (org.w3c.dom.Node at = inner; at != null; at = at.getParentNode()) {
            if (at.isSameNode(outer)) {
                return true;
            }
        }
        return false;
    }

    /** Picks the key named in the signature, when it is one we trust. */
    private static final class TrustedKey extends KeySelector {

        private final SignerTrust trust;
        private final @Nullable X509Certificate peer;
        private final Instant now;

        TrustedKey(SignerTrust trust, @Nullable X509Certificate peer, Instant now) {
            this.trust = trust;
            this.peer = peer;
            this.now = now;
        }

        @Override
        public KeySelectorResult select(
                @Nullable KeyInfo keyInfo,
                Purpose purpose,
                AlgorithmMethod method,
                XMLCryptoContext context)
                throws KeySelectorException {
            try {
                PublicKey key = key(keyInfo);
                return new Chosen(key);
            } catch (RefusedPayload | KeyException e) {
                throw new KeySelectorException("no trusted key", e);
            }
        }

        private PublicKey key(@Nullable KeyInfo keyInfo) throws KeyException {
            List<X509Certificate> chain = new ArrayList<>();
            PublicKey bare = null;
            if (keyInfo != null) {
                for (XMLStructure content : keyInfo.getContent()) {
                    if (content instanceof X509Data data) {
                        for (Object item : data.getContent()) {
                            if (item instanceof X509Certificate certificate) {
                                chain.add(certificate);
                            }
                        }
                    } else if (content instanceof KeyValue value) {
                        bare = value.getPublicKey();
                    }
                }
            }
            if (!chain.isEmpty()) {
                trust.check(chain, peer, now);
                return chain.getFirst().getPublicKey();
            }
            if (bare != null) {
                trust.check(bare, peer);
                return bare;
            }
            throw RefusedPayload.invalid("The signature names neither a certificate nor a key.");
        }
    }

    private record Chosen(PublicKey key) implements KeySelectorResult {
        @Override
        public Key getKey() {
            return key;
        }
    }
}
