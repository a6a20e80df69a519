package org.trimtab.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.trimtab.server.Problem.Kind;

/** Takes in what a request carries. */
final class Bodies {
    /** The largest body any request may carry. */
    static final int BYTES_MAX = 1024 * 1024;

    private Bodies() {}

    /**
     * A JSON body; one that says it is too large is refused unread.
     *
     * @param most bytes it may have
     */
    static byte[] json(ServerRequest request, int most) {
        requireJson(request);
        if (request.headers().contentLength().orElse(0) > most) {
            throw tooLarge(most);
        }
        try (InputStream stream = request.content().inputStream()) {
            byte[] body = stream.readNBytes(most + 1);
            if (body.length > most) {
                throw tooLarge(most);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireJson(ServerRequest request) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!bare.equals(Replies.JSON)) {
            throw new Problem(
                    Kind.WRONG_TYPE,
                    "send the header \"Content-Type: application/json\""
                            + (bare.isEmpty() ? "" : ", not \"" + bare + "\""));
        }
    }

    static Problem tooLarge(int most) {
        return new Problem(
                        Kind.TOO_LARGE,
                        "more than " + most + " bytes of a request are not read here")
                .header("Connection", "close");
    }
}
