package org.trimtab.server;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.LocalDate;
import java.util.List;
import org.trimtab.live.DayPlans;
import org.trimtab.live.PlannedDay;
import org.trimtab.live.SiteDesk;
import org.trimtab.server.Problem.Kind;

/** Plans for days to come. */
final class DayPlanRoutes implements HttpService {
    private final SiteDesk desk;

    DayPlanRoutes(SiteDesk desk) {
        this.desk = desk;
    }

    /** Every plan that is not over. */
    private record Plans(List<DayPlans.FollowedDay> plans) {}

    @Override
    public void routing(HttpRules rules) {
        Routes.on(rules, "/api/v1/day-plans", Routes.get(this::plans), Routes.post(this::follow));
        Routes.on(rules, "/api/v1/day-plans/{day}", Routes.delete(this::giveUp));
    }

    private void plans(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        Replies.json(request, response, 200, new Plans(desk.dayPlans().all()));
    }

    private void follow(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        PlannedDay plan = DayPlanReader.read(Bodies.json(request, DayPlanReader.BYTES_MAX));
        try {
            Replies.json(request, response, 201, desk.dayPlans().follow(plan));
        } catch (IllegalArgumentException e) {
            throw new Problem(Kind.DOES_NOT_FIT, String.valueOf(e.getMessage()));
        }
    }

    private void giveUp(ServerRequest request, ServerResponse response) {
        String text = request.path().pathParameters().get("day");
        LocalDate day = DayPlanReader.dayOf(text);
        DayPlans.FollowedDay was = day == null ? null : desk.dayPlans().giveUp(day);
        if (was == null) {
            throw new Problem(
                    Kind.NOT_FOUND,
                    "there is no plan for \""
                            + Replies.shown(text)
                            + "\"; /api/v1/day-plans lists them");
        }
        Replies.json(request, response, 200, was);
    }
}
