package org.trimtab.drivers.transport;

import java.nio.charset.StandardCharsets;
import org.trimtab.drivers.api.Fingerprint.Question;

/** The bytes of a question that anybody may ask. */
public final class ProbeRequest {
    private ProbeRequest() {}

    /**
     * The bytes to send.
     *
     * @param host whom it is asked, for the head of a web request
     */
    public static byte[] bytes(Question question, String host) {
        return switch (question.framing()) {
            case CGMINER -> (question.text() + "\n").getBytes(StandardCharsets.UTF_8);
            case HTTP -> new HttpRequest("GET", question.text(), host, null).bytes(null);
            case LENGTH_PREFIXED -> LengthFrame.framed(question.text());
        };
    }
}
