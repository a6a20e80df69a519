package org.trimtab.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.trimtab.live.EventView;
import org.trimtab.live.SiteDesk;
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.server.Problem.Kind;

/** Takes instructions and takes them back. */
final class InstructionRoutes implements HttpService {
    /** The largest body read; a larger one is refused unread. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    private final SiteDesk desk;

    InstructionRoutes(SiteDesk desk) {
        this.desk = desk;
    }

    @Override
    public void routing(HttpRules rules) {
        Routes.on(rules, "/api/v1/instructions", Routes.post(this::instruct));
        Routes.on(rules, "/api/v1/instructions/{id}", Routes.delete(this::cancel));
    }

    private void instruct(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        requireJson(request);
        byte[] body = body(request);
        Ask ask = AskReader.read(body, desk.now());
        Obligation obligation;
        try {
            obligation = desk.instruct(ask);
        } catch (IllegalArgumentException e) {
            throw new Problem(Kind.BAD_VALUE, String.valueOf(e.getMessage()));
        }
        String id = obligation.id().value();
        Refusal refusal = obligation.refusal();
        if (refusal == Refusal.ID_REUSED) {
            throw new Problem(Kind.ID_REUSED, inWords(refusal))
                    .with("id", id)
                    .with("refusal", refusal.name());
        }
        EventView event = desk.event(id);
        if (obligation.state() == ObligationState.REFUSED || event == null) {
            throw new Problem(Kind.REFUSED, refusal == null ? "refused" : inWords(refusal))
                    .with("id", id)
                    .with("refusal", refusal == null ? null : refusal.name())
                    .with("event", event);
        }
        response.header(HeaderNames.LOCATION, "/api/v1/events/" + id);
        Replies.json(request, response, isRepeat(ask, obligation) ? 200 : 201, event);
    }

    /** The desk answers a repeated ask with the obligation it already had, which came earlier. */
    private static boolean isRepeat(Ask ask, Obligation obligation) {
        return obligation
                .instruction()
                .notice()
                .receivedAt()
                .truncatedTo(ChronoUnit.MILLIS)
                .isBefore(ask.receivedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        EventView event = desk.cancel(id) == null ? null : desk.event(id);
        if (event == null) {
            throw ReadRoutes.noEvent(id);
        }
        Replies.json(request, response, 200, event);
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

    private static byte[] body(ServerRequest request) {
        try (InputStream stream = request.content().inputStream()) {
            byte[] body = stream.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Problem tooLarge() {
        return new Problem(
                        Kind.TOO_LARGE,
                        "an instruction takes a few hundred bytes; more than "
                                + BODY_BYTES_MAX
                                + " are not read")
                .header("Connection", "close");
    }

    /** A refusal as a sentence that says what to do. */
    static String inWords(Refusal refusal) {
        return switch (refusal) {
            case ALREADY_OVER ->
                    "the instruction ends before it reached us; give a later \"from\", or leave it"
                            + " out to begin now";
            case ID_REUSED ->
                    "this id names another instruction with another content; choose a new id";
            case TOO_LONG ->
                    "the instruction lasts longer than this site's program allows; ask for less"
                            + " time";
            case TOO_FAR_AHEAD ->
                    "the instruction begins further ahead than this site plans; send it nearer to"
                            + " its start";
            case TOO_MANY ->
                    "the site already owes as many instructions as it can hold; cancel one or wait"
                            + " for one to end";
            case NO_BASELINE ->
                    "a reduction needs a baseline, and the site meter has not been read well"
                            + " enough to make one; give a \"limit\" instead, or wait for the"
                            + " meter";
            case UNKNOWN_PROGRAM ->
                    "the site file has no program of that name; name one of its \"programs\", or"
                            + " leave it out";
            case OUT_OF_REACH ->
                    "the site cannot draw that level: it lies below the lowest or above the highest"
                            + " its devices and limits allow";
            case MEGAWATTS_TAKEN ->
                    "the megawatts are owed to a program that may not share them; ask for less, or"
                            + " for another time";
            case JOURNAL_UNWRITABLE ->
                    "the journal cannot be written, so nothing new is taken on; see the site's"
                            + " alarms and make room on its disk";
        };
    }
}
