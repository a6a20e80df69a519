import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Subscriptions and what their callbacks hear. The server is started with callbacks to loopback allowed. */
final class Webhooks extends Suite {
    private static final long WAIT_MILLIS = 8_000;

    private final Receiver receiver;
    private final Vtn strict;

    /**
     * @param strict a server started without switches, which must refuse what this one takes
     */
    Webhooks(Vtn vtn, Vtn strict, Receiver receiver, Tally tally, Schema schema) {
        super(vtn, tally, schema);
        this.strict = strict;
        this.receiver = receiver;
    }

    void run() throws Exception {
        tally.section("webhooks");
        addresses();
        challenge();
        life();
        delivered();
        kept();
        narrowed();
        hidden();
        retried();
    }

    private static String body(
            String name, String more, String objects, String operations, String url) {
        return js(
                "{'clientName':'%s'%s,'objectOperations':[{'objects':[%s],'operations':[%s],'callbackUrl':'%s',"
                        + "'bearerToken':'token-of-%s'}]}",
                name, more, objects, operations, url, name);
    }

    private String all(String token, String name, String more, String path) {
        return made(
                token,
                "/subscriptions",
                body(
                        name,
                        more,
                        "'PROGRAM','EVENT','REPORT','SUBSCRIPTION','VEN','RESOURCE'",
                        "'CREATE','UPDATE','DELETE','READ'",
                        receiver.url(path)));
    }

    private void addresses() {
        Suite other = new Suite(strict, tally, schema);
        String[] refused = {
            receiver.url("/ok"),
            receiver.url("/ok").replace("http:", "https:"),
            "https://localhost/x",
            "https://[::1]/x",
            "https://10.1.2.3/x",
            "https://192.168.1.1/x",
            "https://169.254.169.254/latest",
            "https://0.0.0.0/",
            "https://2130706433/",
            "https://[::ffff:127.0.0.1]/x",
            "ftp://example.com/x",
            "file:///etc/passwd",
            "not a url",
            "https://",
            "//example.com/x",
            "https://user:word@127.0.0.1/x"
        };
        for (String url : refused) {
            problem(
                    "callback " + url,
                    400,
                    other.post(
                            other.v1, "/subscriptions", body("x", "", "'EVENT'", "'CREATE'", url)));
        }
        tally.same("none of them is kept", 0, other.get(other.bl, "/subscriptions").list().size());
    }

    private void challenge() {
        for (String path : List.of("/silent", "/wrong", "/refuses", "/redirects")) {
            problem(
                    "a callback that " + path.substring(1),
                    400,
                    post(
                            v1,
                            "/subscriptions",
                            body("x", "", "'EVENT'", "'CREATE'", receiver.url(path))));
            tally.check("was asked with echo", !receiver.at("GET", path).isEmpty(), path);
        }
        problem(
                "nobody listens",
                400,
                post(
                        v1,
                        "/subscriptions",
                        body("x", "", "'EVENT'", "'CREATE'", "http://127.0.0.1:9/x")));
        tally.same("a redirect is not followed", 0, receiver.at("GET", "/ok").size());
        tally.same("none is kept", 0, get(bl, "/subscriptions").list().size());
        String id =
                made(
                        v1,
                        "/subscriptions",
                        body("q", "", "'EVENT'", "'CREATE'", receiver.url("/ok?site=7")));
        Receiver.Got asked = receiver.at("GET", "/ok").getFirst();
        String echo = Receiver.echo(asked.query());
        tally.check(
                "the callback's own query stays",
                asked.query().startsWith("site=7&echo="),
                asked.query());
        tally.check("the word is random and long", echo != null && echo.length() >= 8, echo);
        Http.Answer moved =
                put(
                        v1,
                        "/subscriptions/" + id,
                        body("q", "", "'EVENT'", "'CREATE'", receiver.url("/silent")));
        problem("a PUT to a callback that does not answer", 400, moved);
        tally.check(
                "the old one stays",
                get(v1, "/subscriptions/" + id).text().contains("/ok?site=7"),
                "");
        Http.Answer json =
                post(
                        v1,
                        "/subscriptions",
                        body("j", "", "'EVENT'", "'CREATE'", receiver.url("/in-json")));
        tally.same("the word within a body", 201, json.status());
        delete(v1, "/subscriptions/" + id);
        delete(v1, "/subscriptions/" + json.at("id"));
    }

    private void life() {
        String program = program("subscribed");
        Http.Answer made =
                post(
                        v1,
                        "/subscriptions",
                        body(
                                "mine",
                                ",'programID':'" + program + "','clientID':'mine-2'",
                                "'EVENT'",
                                "'CREATE'",
                                receiver.url("/life")));
        tally.same("POST /subscriptions", 201, made.status());
        valid("a subscription", "subscription", made.json());
        tally.same("its clientID is that of the token", "mine-1", made.at("clientID"));
        String id = made.at("id");
        valid("a subscription read", "subscription", get(v1, "/subscriptions/" + id).json());
        problem("another VEN does not see it", 404, get(v2, "/subscriptions/" + id));
        problem("nor deletes it", 404, delete(v2, "/subscriptions/" + id));
        tally.same("nor lists it", 0, get(v2, "/subscriptions").list().size());
        tally.same("business logic does", 200, get(bl, "/subscriptions/" + id).status());
        tally.same("by program", 1, get(bl, "/subscriptions?programID=" + program).list().size());
        tally.same(
                "by objects",
                1,
                get(bl, "/subscriptions?objects=EVENT&objects=PROGRAM").list().size());
        tally.same("by other objects", 0, get(bl, "/subscriptions?objects=VEN").list().size());
        tally.same("by clientName", 1, get(v1, "/subscriptions?clientName=mine").list().size());
        Http.Answer put = put(v1, "/subscriptions/" + id, Json.write(made.json()));
        tally.check("written back as it was read → 200", put.status() == 200, put);
        problem(
                "an operation nobody knows",
                400,
                post(
                        v1,
                        "/subscriptions",
                        body("x", "", "'EVENT'", "'EXPLODE'", receiver.url("/life"))));
        problem(
                "an object nobody knows",
                400,
                post(
                        v1,
                        "/subscriptions",
                        body("x", "", "'THING'", "'CREATE'", receiver.url("/life"))));
        Http.Answer none =
                post(
                        v1,
                        "/subscriptions",
                        body(
                                "x",
                                ",'programID':'none'",
                                "'EVENT'",
                                "'CREATE'",
                                receiver.url("/life")));
        tally.check(
                "of no program → 409, 400 or 404",
                List.of(409, 400, 404).contains(none.status()),
                none);
        tally.same("DELETE gives it back", id, delete(v1, "/subscriptions/" + id).at("id"));
        delete(bl, "/programs/" + program);
    }

    private void delivered() throws Exception {
        Http.Answer made =
                post(
                        bl,
                        "/subscriptions",
                        body(
                                "bl",
                                "",
                                "'EVENT','PROGRAM','REPORT'",
                                "'CREATE','UPDATE','DELETE'",
                                receiver.url("/bl")));
        String program = program("delivered");
        String event =
                made(bl, "/events", js("{'programID':'%s','eventName':'first','x':0.10}", program));
        put(bl, "/events/" + event, js("{'programID':'%s','eventName':'second'}", program));
        String report =
                made(v1, "/reports", js("{'eventID':'%s','clientName':'c','resources':[]}", event));
        delete(bl, "/events/" + event);
        String[][] wanted = {
            {"PROGRAM", "CREATE", program},
            {"EVENT", "CREATE", event},
            {"EVENT", "UPDATE", event},
            {"REPORT", "CREATE", report},
            {"EVENT", "DELETE", event}
        };
        for (String[] one : wanted) {
            Receiver.Got got =
                    receiver.await(
                            "/bl",
                            WAIT_MILLIS,
                            each ->
                                    one[0].equals(each.at("objectType"))
                                            && one[1].equals(each.at("operation"))
                                            && one[2].equals(each.at("object.id")));
            if (!tally.check(
                    one[1] + " of " + one[0] + " is told",
                    got != null,
                    receiver.at("POST", "/bl"))) {
                continue;
            }
            valid(one[1] + " of " + one[0], "notification", got.json());
            tally.same(
                    "with the bearer token",
                    "Bearer token-of-bl",
                    got.headers().get("authorization"));
            tally.check(
                    "as JSON",
                    got.headers().getOrDefault("content-type", "").startsWith("application/json"),
                    got.headers());
            String secret = made.header("X-OpenADR-Webhook-Secret");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(), "HmacSHA256"));
            tally.same(
                    "signed",
                    HexFormat.of().formatHex(mac.doFinal(got.body().getBytes("UTF-8"))),
                    got.headers().get("x-openadr-signature"));
        }
        inOrder(made, report, program);
    }

    private void inOrder(Http.Answer made, String report, String program) throws Exception {
        List<String> order = new ArrayList<>();
        for (Receiver.Got got : receiver.at("POST", "/bl")) {
            order.add(got.at("objectType") + " " + got.at("operation"));
        }
        tally.same(
                "the order",
                List.of(
                        "PROGRAM CREATE",
                        "EVENT CREATE",
                        "EVENT UPDATE",
                        "REPORT CREATE",
                        "EVENT DELETE"),
                order);
        Receiver.Got update = receiver.await("/bl", 1, got -> "UPDATE".equals(got.at("operation")));
        tally.same(
                "an update carries the new object",
                "second",
                update == null ? null : update.at("object.eventName"));
        Receiver.Got create = receiver.await("/bl", 1, got -> "EVENT".equals(got.at("objectType")));
        tally.check(
                "numbers as they were written",
                create != null && create.body().contains("\"x\":0.10"),
                create);
        delete(bl, "/subscriptions/" + made.at("id"));
        delete(v1, "/reports/" + report);
        delete(bl, "/programs/" + program);
    }

    /** What each VEN's subscription hears of its own things and of others'. */
    private void kept() throws Exception {
        String s1 = all(v1, "one", "", "/one");
        String s2 = all(v2, "two", "", "/two");
        String program = program("kept apart");
        String ven = made(v1, "/vens", js("{'objectType':'VEN_VEN_REQUEST','venName':'one'}"));
        String resource =
                made(
                        v1,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','venID':'%s','resourceName':'r'}",
                                ven));
        String event = made(bl, "/events", js("{'programID':'%s'}", program));
        String report =
                made(v1, "/reports", js("{'eventID':'%s','clientName':'c','resources':[]}", event));
        String last = made(bl, "/events", js("{'programID':'%s','eventName':'the last'}", program));
        for (String id : List.of(program, ven, resource, event, report)) {
            tally.check(
                    "mine-1 hears of its own and of what is for all",
                    receiver.await("/one", WAIT_MILLIS, got -> id.equals(got.at("object.id")))
                            != null,
                    id);
        }
        tally.check(
                "mine-2 hears of what is for all",
                receiver.await("/two", WAIT_MILLIS, got -> last.equals(got.at("object.id")))
                        != null,
                last);
        for (String id : List.of(ven, resource, report, s1)) {
            tally.check(
                    "and not of mine-1's",
                    receiver.await("/two", 1, got -> id.equals(got.at("object.id"))) == null,
                    id);
        }
        tally.check(
                "no notification tells a subscription's token",
                receiver.at("POST", "/one").stream()
                        .noneMatch(got -> got.body().contains("token-of")),
                "");
        for (Receiver.Got got : receiver.at("POST", "/one")) {
            valid("told to mine-1", "notification", got.json());
        }
        delete(v1, "/subscriptions/" + s1);
        int before = receiver.at("POST", "/one").size();
        String after = made(bl, "/events", js("{'programID':'%s','eventName':'after'}", program));
        receiver.await("/two", WAIT_MILLIS, got -> after.equals(got.at("object.id")));
        tally.same("nothing more after DELETE", before, receiver.at("POST", "/one").size());
        delete(v2, "/subscriptions/" + s2);
        delete(v1, "/reports/" + report);
        delete(v1, "/vens/" + ven);
        delete(bl, "/programs/" + program);
    }

    private void narrowed() throws Exception {
        String p1 = program("narrow 1");
        String p2 = program("narrow 2");
        String s =
                made(
                        v1,
                        "/subscriptions",
                        js(
                                "{'clientName':'n','programID':'%s','objectOperations':["
                                        + "{'objects':['EVENT'],'operations':['CREATE'],'callbackUrl':'%s'},"
                                        + "{'objects':['EVENT'],'operations':['DELETE'],"
                                        + "'callbackUrl':'%s','bearerToken':null}]}",
                                p1, receiver.url("/creates"), receiver.url("/deletes")));
        String other = made(bl, "/events", js("{'programID':'%s'}", p2));
        String mine = made(bl, "/events", js("{'programID':'%s'}", p1));
        put(bl, "/events/" + mine, js("{'programID':'%s','eventName':'x'}", p1));
        delete(bl, "/events/" + mine);
        Receiver.Got deleted =
                receiver.await("/deletes", WAIT_MILLIS, got -> mine.equals(got.at("object.id")));
        tally.check(
                "a deletion goes where deletions are asked",
                deleted != null && "DELETE".equals(deleted.at("operation")),
                deleted);
        tally.check(
                "without a token none is sent",
                deleted != null && !deleted.headers().containsKey("authorization"),
                deleted);
        tally.same(
                "only the one creation, of the one program, without the update",
                1,
                receiver.at("POST", "/creates").size());
        tally.check(
                "nothing of the other program",
                receiver.await("/creates", 1, got -> other.equals(got.at("object.id"))) == null,
                "");
        delete(v1, "/subscriptions/" + s);
        delete(bl, "/programs/" + p1);
        delete(bl, "/programs/" + p2);
    }

    private void hidden() throws Exception {
        String program = program("hidden in webhooks");
        String ven =
                made(
                        bl,
                        "/vens",
                        js(
                                "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1','venName':'h',"
                                        + "'targets':['north','large']}"));
        String s1 = all(v1, "h1", "", "/h1");
        String narrow = all(v1, "h2", ",'targets':['large']", "/h2");
        String foreign = all(v2, "h3", ",'targets':['north']", "/h3");
        String north =
                made(
                        bl,
                        "/events",
                        js(
                                "{'programID':'%s','targets':['north','secret'],"
                                        + "'reportDescriptors':[{'payloadType':'USAGE',"
                                        + "'targets':['secret','north']}]}",
                                program));
        String south = made(bl, "/events", js("{'programID':'%s','targets':['south']}", program));
        String large = made(bl, "/events", js("{'programID':'%s','targets':['large']}", program));
        Receiver.Got got =
                receiver.await("/h1", WAIT_MILLIS, each -> north.equals(each.at("object.id")));
        tally.check("a granted VEN is told", got != null, receiver.at("POST", "/h1"));
        tally.check(
                "without the targets of others",
                got != null && !got.body().contains("secret") && got.body().contains("north"),
                got);
        tally.check(
                "a subscription's targets narrow it",
                receiver.await("/h2", WAIT_MILLIS, each -> large.equals(each.at("object.id")))
                        != null,
                "");
        tally.check(
                "to those",
                receiver.await("/h2", 1, each -> north.equals(each.at("object.id"))) == null,
                "");
        tally.check(
                "what is not granted is not told",
                receiver.await("/h1", 1, each -> south.equals(each.at("object.id"))) == null,
                "");
        String open = made(bl, "/events", js("{'programID':'%s','eventName':'open'}", program));
        receiver.await("/h1", WAIT_MILLIS, each -> open.equals(each.at("object.id")));
        tally.check(
                "naming another's target helps nobody",
                receiver.await("/h3", 500, each -> north.equals(each.at("object.id"))) == null,
                "");
        put(bl, "/events/" + north, js("{'programID':'%s','targets':['secret']}", program));
        Receiver.Got gone =
                receiver.await(
                        "/h1",
                        WAIT_MILLIS,
                        each ->
                                north.equals(each.at("object.id"))
                                        && "DELETE".equals(each.at("operation")));
        tally.check(
                "an event taken out of its sight is gone to it",
                gone != null && !gone.body().contains("secret"),
                gone);
        for (String id : List.of(s1, narrow)) {
            delete(v1, "/subscriptions/" + id);
        }
        delete(v2, "/subscriptions/" + foreign);
        delete(bl, "/vens/" + ven);
        delete(bl, "/programs/" + program);
    }

    private void retried() throws Exception {
        String s = all(bl, "again", "", "/fails-once");
        String program = program("told again");
        tally.check(
                "after a failure all is told",
                receiver.await(
                                "/fails-once",
                                WAIT_MILLIS,
                                got -> program.equals(got.at("object.id")))
                        != null,
                receiver.at("POST", "/fails-once"));
        List<Receiver.Got> got = receiver.at("POST", "/fails-once");
        tally.check(
                "what failed with 503 is made again, under the same delivery id and before what"
                        + " came later",
                got.size() > 2
                        && got.get(0).body().equals(got.get(1).body())
                        && String.valueOf(got.get(0).headers().get("x-openadr-delivery"))
                                .equals(got.get(1).headers().get("x-openadr-delivery")),
                got);
        delete(bl, "/subscriptions/" + s);
        delete(bl, "/programs/" + program);
    }
}
