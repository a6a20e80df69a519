import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every operation of the YAML: who may, who may not, what other methods get, HEAD, OPTIONS and odd paths. */
final class Operations extends Suite {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

    /** Scopes of each role, from the words of the YAML's securitySchemes and the Definitions. */
    private static final Set<String> BL =
            Set.of(
                    "read_all",
                    "read_bl",
                    "read_targets",
                    "read_ven_objects",
                    "write_programs",
                    "write_events",
                    "write_subscriptions",
                    "write_vens");

    private static final Set<String> VEN =
            Set.of(
                    "read_targets",
                    "read_ven_objects",
                    "write_reports",
                    "write_subscriptions",
                    "write_vens");

    private final Map<String, String> real = new LinkedHashMap<>();

    Operations(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    void run() {
        tally.section("operations");
        if (schema == null) {
            return;
        }
        real.put("programID", program("of the operations"));
        String event = made(bl, "/events", js("{'programID':'%s'}", real.get("programID")));
        real.put("eventID", event);
        String ven = made(v1, "/vens", js("{'objectType':'VEN_VEN_REQUEST','venName':'ops'}"));
        real.put("venID", ven);
        real.put(
                "resourceID",
                made(
                        v1,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','resourceName':'r','venID':'%s'}",
                                ven)));
        real.put(
                "reportID",
                made(
                        v1,
                        "/reports",
                        js("{'eventID':'%s','clientName':'c','resources':[]}", event)));
        real.put("subscriptionID", "no-such-subscription");
        int operations = 0;
        for (var path : schema.paths().entrySet()) {
            Map<String, Object> methods = Json.map(path.getValue());
            for (String method : METHODS) {
                Object operation = methods.get(method.toLowerCase());
                if (operation != null) {
                    operations++;
                    allowed(method, path.getKey(), Json.map(operation));
                }
            }
            others(path.getKey(), methods.keySet());
        }
        tally.same("operations in the YAML", 45, operations);
        oddPaths();
        delete(bl, "/programs/" + real.get("programID"));
        delete(v1, "/vens/" + ven);
        delete(v1, "/reports/" + real.get("reportID"));
    }

    private String filled(String path) {
        String filled = path;
        for (var id : real.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    private static String scope(Map<String, Object> operation) {
        for (Object way : Json.list(operation.get("security"))) {
            List<Object> scopes = Json.list(Json.map(way).get("oAuth2ClientCredentials"));
            if (!scopes.isEmpty()) {
                return scopes.get(0).toString();
            }
        }
        return null;
    }

    private void allowed(String method, String path, Map<String, Object> operation) {
        String scope = scope(operation);
        String what = method + " " + path;
        if (scope == null) {
            return;
        }
        String url = vtn.base + filled(path);
        boolean writes = !method.equals("GET");
        byte[] body = writes && !method.equals("DELETE") ? "{}".getBytes() : null;
        problem(
                what + " without a token",
                401,
                Http.send(method, url, body, "Content-Type", "application/json"));
        // The one departure that the documentation names: any client may ask which notifiers there
        // are.
        boolean venMay = VEN.contains(scope) || path.equals("/notifiers");
        if (writes) {
            String missing =
                    url.replaceAll("/[^/]*$", method.equals("POST") ? "$0" : "/no-such-thing");
            for (boolean businessLogic : new boolean[] {true, false}) {
                boolean may = businessLogic ? BL.contains(scope) : venMay;
                Http.Answer answer =
                        Http.send(
                                method,
                                missing,
                                body,
                                "Authorization",
                                "Bearer " + (businessLogic ? bl : v1),
                                "Content-Type",
                                "application/json");
                int wanted = !may ? 403 : method.equals("POST") ? 400 : 404;
                problem(
                        what + (businessLogic ? " by bl" : " by a VEN") + ", empty or not there",
                        wanted,
                        answer);
            }
            return;
        }
        Http.Answer forBl = get(bl, filled(path));
        boolean topics = path.contains("/topics/");
        if (path.contains("{subscriptionID}")) {
            problem(what + " by bl", 404, forBl);
        } else {
            tally.check(
                    what + " by bl → " + (topics ? "404, as there is no broker" : "200"),
                    forBl.status() == (topics ? 404 : 200),
                    forBl);
        }
        Http.Answer forVen = get(v1, filled(path));
        if (venMay) {
            boolean there = forBl.status() == 200;
            tally.check(
                    what + " by a VEN → " + (there ? 200 : 404),
                    forVen.status() == (there ? 200 : 404),
                    forVen);
        } else {
            problem(what + " by a VEN", 403, forVen);
        }
        head(what, path, forBl);
    }

    private void head(String what, String path, Http.Answer get) {
        Http.Answer head =
                Http.send("HEAD", vtn.base + filled(path), null, "Authorization", "Bearer " + bl);
        tally.check(
                "HEAD of " + what + " is as GET without a body",
                head.status() == get.status() && head.body().length == 0,
                head);
    }

    private void others(String path, Set<String> known) {
        Set<String> wanted = new TreeSet<>();
        for (String method : METHODS) {
            if (known.contains(method.toLowerCase())) {
                wanted.add(method);
            }
        }
        for (String method : METHODS) {
            if (!wanted.contains(method)) {
                Http.Answer answer =
                        Http.send(
                                method,
                                vtn.base + filled(path),
                                method.equals("GET") || method.equals("DELETE")
                                        ? null
                                        : "{}".getBytes(),
                                "Authorization",
                                "Bearer " + bl,
                                "Content-Type",
                                "application/json");
                problem(method + " " + path, 405, answer);
                Set<String> allow = new TreeSet<>(List.of(answer.header("Allow").split(", *")));
                tally.check(
                        method + " " + path + ": Allow names " + wanted,
                        allow.containsAll(wanted) && !allow.contains(method),
                        allow);
            }
        }
        Http.Answer options = Http.send("OPTIONS", vtn.base + filled(path), null);
        List<String> named = List.of(options.header("Allow").split(", *"));
        tally.check(
                "OPTIONS " + path + " names its methods, HEAD where there is GET",
                options.status() < 300
                        && named.containsAll(wanted)
                        && named.contains("HEAD") == wanted.contains("GET"),
                options.status() + " " + named);
    }

    private void oddPaths() {
        problem("nothing at the root", 404, Http.send("GET", vtn.origin() + "/", null));
        problem(
                "nothing at another version",
                404,
                Http.send("GET", vtn.origin() + "/openadr3/9.9.9/programs", null));
        problem("nothing at the base", 404, Http.send("GET", vtn.base, null));
        problem("no such collection", 404, get(bl, "/things"));
        problem(
                "nothing below an object",
                404,
                get(bl, "/programs/" + real.get("programID") + "/more"));
        problem(
                "resources below a ven are of 3.0.1",
                404,
                get(bl, "/vens/" + real.get("venID") + "/resources"));
        Http.Answer slash = get(bl, "/programs/");
        tally.check(
                "GET /programs/ is the list, a redirect to it or a 404",
                slash.status() == 200
                        || slash.status() == 307
                        || slash.status() == 308
                        || slash.status() == 404,
                slash);
        Http.Answer twice = get(bl, "//programs");
        tally.check(
                "GET //programs is no fault",
                twice.status() == 404 || twice.status() == 200,
                twice);
        String[] ids = {
            "a.b", "a%20b", "%00", "a%2Fb", "%C3%A9", "..%2F..", "a".repeat(129), "%ZZ", "a;b", "~"
        };
        for (String id : ids) {
            String seen =
                    Http.raw(
                            vtn.port,
                            ("GET /openadr3/3.1.0/programs/"
                                            + id
                                            + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                                            + bl
                                            + "\r\n\r\n")
                                    .getBytes());
            tally.check(
                    "the id " + id + " → 400 or 404, and a problem",
                    seen.matches("(?s)HTTP/1.1 (400|404) .*problem\\+json.*"),
                    seen);
        }
        problem("an id of 128 letters", 404, get(bl, "/programs/" + "a".repeat(128)));
        problem("an id like SQL", 400, get(bl, "/programs/1'or'1'='1".replace("'", "%27")));
    }
}
