package org.trimtab.drivers.transport;

import org.trimtab.drivers.api.Framing;

/** Tells, while the bytes of a reply come in, when it is whole. Used for one reply. */
interface ReplyFrame {
    /** How far a reply has come. */
    enum State {
        /** More must come. */
        MORE,
        /** It looks whole but its end mark is missing: whole if nothing comes any more. */
        BALANCED,
        /** It is whole. */
        WHOLE
    }

    /** The bytes up to {@code length} are there; those before the last call's length are unchanged. */
    State grown(byte[] bytes, int length);

    /** The stream has ended; true when what came is whole. */
    boolean wholeAtEnd();

    /** How many of the bytes belong to the reply, once it is whole. */
    int replyLength();

    /** Whether the connection stays open after the reply, once that is whole. */
    default Staying staying() {
        return Staying.NO;
    }

    /** Whether a connection stays open for another exchange. */
    enum Staying {
        /** It is closed, or nobody knows. */
        NO,
        /** Its protocol lets it, but the device has said nothing of it. */
        USUAL,
        /** The device said so. */
        SAID
    }

    /** A frame of the given kind. */
    static ReplyFrame of(Framing framing) {
        return switch (framing) {
            case CGMINER -> new CgminerFrame();
            case HTTP -> new HttpFrame();
            case LENGTH_PREFIXED -> new LengthFrame();
        };
    }
}
