package org.trimtab.drivers.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a device of a family is recognised: by its answers to questions that need no login and change nothing. Families
 * share questions, so equal ones are asked once.
 */
public interface Fingerprint {
    /**
     * A question.
     *
     * @param port TCP port by default; a scan may be told of another
     * @param text what is asked: a JSON text for {@code CGMINER} and {@code LENGTH_PREFIXED}, a path for {@code HTTP}
     * @param framing how it is asked and answered
     */
    record Question(int port, String text, Framing framing) {}

    /** What to ask, the most telling first. */
    List<Question> questions();

    /**
     * Who answers so, or null when it is not of this family.
     *
     * @param asked one of {@link #questions}
     * @param answer the whole answer as the framing hands it on, with its head or length; any bytes are taken
     */
    @Nullable Identity recognise(Question asked, byte[] answer);
}
