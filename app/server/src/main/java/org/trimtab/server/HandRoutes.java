package org.trimtab.server;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.Hands;
import org.trimtab.live.SiteDesk;
import org.trimtab.server.Problem.Kind;
import org.trimtab.telemetry.FrequencySample;

/** Holds, and the grid's frequency. */
final class HandRoutes implements HttpService {
    private static final String PERSON = "{\"by\": \"jo\"}";
    private static final String BY_DEFAULT = "operator";

    private final SiteDesk desk;

    HandRoutes(SiteDesk desk) {
        this.desk = desk;
    }

    /** Every hold in force. */
    private record Holds(List<Hands.HoldView> holds) {}

    /** How many samples were taken, and how many of them are no frequency. */
    private record Taken(int taken, int unknown, Hands.@Nullable FrequencyView frequency) {}

    @Override
    public void routing(HttpRules rules) {
        Routes.on(rules, "/api/v1/holds", Routes.get(this::holds), Routes.post(this::placeHold));
        Routes.on(rules, "/api/v1/holds/{id}", Routes.delete(this::liftHold));
        Routes.on(rules, "/api/v1/frequency", Routes.get(this::frequency));
        Routes.on(rules, "/api/v1/frequency/arm", Routes.post((q, s) -> arm(q, s, true)));
        Routes.on(rules, "/api/v1/frequency/disarm", Routes.post((q, s) -> arm(q, s, false)));
        Routes.on(rules, "/api/v1/frequency/samples", Routes.post(this::samples));
    }

    private void holds(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        Replies.json(request, response, 200, new Holds(desk.hands().holds()));
    }

    private void placeHold(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        Hands.HoldAsk ask = HoldReader.read(Bodies.json(request, HoldReader.BYTES_MAX));
        try {
            Replies.json(request, response, 201, desk.hands().place(ask));
        } catch (IllegalArgumentException e) {
            throw new Problem(Kind.BAD_VALUE, String.valueOf(e.getMessage()));
        }
    }

    private void liftHold(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of("by"));
        String id = request.path().pathParameters().get("id");
        String by = Replies.query(request, "by");
        Hands.HoldView lifted = desk.hands().lift(id, by == null ? BY_DEFAULT : by);
        if (lifted == null) {
            throw new Problem(
                    Kind.NOT_FOUND,
                    "no hold \"" + Replies.shown(id) + "\" is in force; /api/v1/holds lists them");
        }
        Replies.json(request, response, 200, lifted);
    }

    private void frequency(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        Replies.json(request, response, 200, known(desk.hands().frequency()));
    }

    private void arm(ServerRequest request, ServerResponse response, boolean armed) {
        Replies.knownQueries(request, List.of());
        byte[] body = Bodies.json(request, InstructionRoutes.BODY_BYTES_MAX);
        String by =
                Fields.one(body, List.of("by"), PERSON)
                        .nameNeeded("by", "say who does it, such as " + PERSON);
        Replies.json(request, response, 200, known(desk.hands().arm(armed, by)));
    }

    private void samples(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        byte[] body = Bodies.json(request, SampleReader.BYTES_MAX);
        List<FrequencySample> samples = SampleReader.read(body, desk.now());
        Hands hands = desk.hands();
        hands.measured(samples);
        int unknown = (int) samples.stream().filter(one -> one.frequency() == null).count();
        Replies.json(request, response, 202, new Taken(samples.size(), unknown, hands.frequency()));
    }

    private static Hands.FrequencyView known(Hands.@Nullable FrequencyView view) {
        if (view == null) {
            throw new Problem(
                    Kind.DOES_NOT_FIT,
                    "the site does nothing when frequency moves; its file says nothing of"
                            + " \"frequency\"");
        }
        return view;
    }
}
