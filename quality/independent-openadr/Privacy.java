import java.util.List;
import java.util.Set;

/** Who sees what: the chapter "Object Privacy" of the Definitions, on every path. */
final class Privacy extends Suite {
    private String ven1;
    private String ven2;

    Privacy(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    void run() {
        tally.section("privacy");
        ven1 =
                made(
                        bl,
                        "/vens",
                        js(
                                "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1','venName':'p1',"
                                        + "'targets':['north','all']}"));
        ven2 = made(v2, "/vens", js("{'objectType':'VEN_VEN_REQUEST','venName':'p2'}"));
        made(
                bl,
                "/resources",
                js(
                        "{'objectType':'BL_RESOURCE_REQUEST','clientID':'mine-1','venID':'%s',"
                                + "'resourceName':'r','targets':['feeder-7']}",
                        ven1));
        events();
        programs();
        own();
        reports();
        delete(bl, "/vens/" + ven1);
        delete(v2, "/vens/" + ven2);
    }

    private void events() {
        String program = program("privacy");
        String open = made(bl, "/events", js("{'programID':'%s'}", program));
        String north =
                made(
                        bl,
                        "/events",
                        js(
                                "{'programID':'%s','targets':['north','secret'],"
                                        + "'reportDescriptors':[{'payloadType':'USAGE',"
                                        + "'targets':['north','secret']}]}",
                                program));
        String south = made(bl, "/events", js("{'programID':'%s','targets':['south']}", program));
        String feeder =
                made(bl, "/events", js("{'programID':'%s','targets':['feeder-7']}", program));
        String of = "/events?programID=" + program;
        tally.same(
                "a VEN that names nothing is shown what is for all",
                Set.of(open),
                ids(get(v1, of)));
        tally.same("targets=north", Set.of(north), ids(get(v1, of + "&targets=north")));
        tally.same(
                "targets=feeder-7, granted by its resource",
                Set.of(feeder),
                ids(get(v1, of + "&targets=feeder-7")));
        tally.same("targets=south, not granted", Set.of(), ids(get(v1, of + "&targets=south")));
        tally.same(
                "targets=south&targets=north",
                Set.of(north),
                ids(get(v1, of + "&targets=south&targets=north")));
        tally.same(
                "targets=secret, on an event that is granted by another",
                Set.of(),
                ids(get(v1, of + "&targets=secret")));
        tally.same(
                "the VEN without grants names north",
                Set.of(),
                ids(get(v2, of + "&targets=north")));
        tally.same(
                "skip and limit count what it sees",
                Set.of(north),
                ids(get(v1, of + "&targets=north&targets=south&skip=0&limit=1")));
        Http.Answer list = get(v1, of + "&targets=north");
        tally.same(
                "target hiding in a list",
                "[\"north\"]",
                Json.write(Json.at(list.json(), "0.targets")));
        tally.check("and nowhere else in it", !list.text().contains("secret"), list);
        Http.Answer one = get(v1, "/events/" + north);
        tally.same("by its id", 200, one.status());
        tally.check("target hiding by id", !one.text().contains("secret"), one);
        problem("another's event by its id", 404, get(v1, "/events/" + south));
        problem("for a VEN without grants", 404, get(v2, "/events/" + north));
        tally.check(
                "bl sees all targets", get(bl, "/events/" + north).text().contains("secret"), "");
        grants(program, of, north, south, one);
    }

    private void grants(String program, String of, String north, String south, Http.Answer one) {
        // The answer to one must never be given to another.
        String tag = one.header("ETag");
        Http.Answer other =
                Http.send(
                        "GET",
                        vtn.base + "/events/" + north,
                        null,
                        "Authorization",
                        "Bearer " + v2,
                        "If-None-Match",
                        tag);
        tally.same("If-None-Match tells nobody that it is there", 404, other.status());
        tally.check(
                "a cache keeps them apart",
                one.header("Vary").toLowerCase().contains("authorization")
                        || one.header("Cache-Control").contains("private"),
                one.headers());
        put(
                bl,
                "/vens/" + ven1,
                js(
                        "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1','venName':'p1',"
                                + "'targets':['south']}"));
        tally.same(
                "a grant taken back holds at once", Set.of(), ids(get(v1, of + "&targets=north")));
        tally.same("and one given", Set.of(south), ids(get(v1, of + "&targets=south")));
        put(
                bl,
                "/vens/" + ven1,
                js(
                        "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1','venName':'p1',"
                                + "'targets':['north','all']}"));
        put(
                v1,
                "/vens/" + ven1,
                js("{'objectType':'VEN_VEN_REQUEST','venName':'p1','targets':['south']}"));
        tally.same("a VEN's own PUT grants nothing", Set.of(), ids(get(v1, of + "&targets=south")));
        tally.same("and takes nothing", Set.of(north), ids(get(v1, of + "&targets=north")));
        delete(bl, "/programs/" + program);
    }

    private void programs() {
        String hidden =
                made(bl, "/programs", js("{'programName':'hidden','targets':['south','s2']}"));
        String shown =
                made(bl, "/programs", js("{'programName':'shown','targets':['north','s2']}"));
        String open = program("open to all");
        tally.check(
                "programs for all",
                ids(get(v1, "/programs")).containsAll(Set.of(open))
                        && !ids(get(v1, "/programs")).contains(shown),
                "");
        tally.same(
                "programs by a granted target",
                Set.of(shown),
                ids(get(v1, "/programs?targets=north")));
        tally.check(
                "target hiding of programs",
                !get(v1, "/programs?targets=north").text().contains("s2"),
                get(v1, "/programs?targets=north"));
        problem("a hidden program by id", 404, get(v1, "/programs/" + hidden));
        tally.same(
                "a hidden program by its name",
                Set.of(),
                ids(get(v1, "/programs?programName=hidden&targets=south")));
        String inHidden = made(bl, "/events", js("{'programID':'%s'}", hidden));
        Http.Answer report =
                post(
                        v1,
                        "/reports",
                        js("{'eventID':'none-%s','clientName':'c','resources':[]}", inHidden));
        tally.check(
                "a report on no event tells nothing",
                report.status() == 409 || report.status() == 404 || report.status() == 400,
                report);
        String targeted = made(bl, "/events", js("{'programID':'%s','targets':['south']}", hidden));
        Http.Answer there =
                post(
                        v1,
                        "/reports",
                        js("{'eventID':'%s','clientName':'c','resources':[]}", targeted));
        tally.same(
                "a report on an event it may not see is answered as on none",
                report.status(),
                there.status());
        for (String id : List.of(hidden, shown, open)) {
            delete(bl, "/programs/" + id);
        }
    }

    private void own() {
        tally.same("a VEN lists its own ven only", Set.of(ven1), ids(get(v1, "/vens")));
        problem("another's ven", 404, get(v1, "/vens/" + ven2));
        problem(
                "PUT of another's ven",
                404,
                put(v1, "/vens/" + ven2, js("{'objectType':'VEN_VEN_REQUEST','venName':'x'}")));
        problem("DELETE of another's ven", 404, delete(v1, "/vens/" + ven2));
        tally.same("a VEN lists its own resources only", 1, ids(get(v1, "/resources")).size());
        tally.same("the other has none", Set.of(), ids(get(v2, "/resources?venID=" + ven1)));
        String theirs = ids(get(v1, "/resources")).iterator().next();
        problem("another's resource", 404, get(v2, "/resources/" + theirs));
        problem("DELETE of another's resource", 404, delete(v2, "/resources/" + theirs));
        Http.Answer moved =
                put(
                        v1,
                        "/resources/" + theirs,
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','venID':'%s','resourceName':'r'}",
                                ven2));
        tally.check(
                "a resource cannot be moved to another's ven",
                moved.status() == 404 || moved.status() == 409 || moved.status() == 403,
                moved);
        Http.Answer kept =
                put(
                        v1,
                        "/resources/" + theirs,
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','venID':'%s',"
                                        + "'resourceName':'r2','targets':['south']}",
                                ven1));
        tally.check(
                "targets of a resource stay as business logic wrote them",
                kept.status() == 200
                        && kept.text().contains("feeder-7")
                        && !kept.text().contains("south"),
                kept);
    }

    private void reports() {
        String program = program("of reports");
        String event = made(bl, "/events", js("{'programID':'%s'}", program));
        String body =
                js(
                        "{'eventID':'%s','clientName':'c','clientID':'mine-2',"
                                + "'resources':[{'resourceName':'r','intervals':[]}]}",
                        event);
        Http.Answer made = post(v1, "/reports", body);
        valid("a report", "report", made.json());
        tally.same("its clientID is that of the token", "mine-1", made.at("clientID"));
        String id = made.at("id");
        problem("business logic writes no report", 403, post(bl, "/reports", body));
        problem("nor changes one", 403, put(bl, "/reports/" + id, body));
        problem("nor deletes one", 403, delete(bl, "/reports/" + id));
        tally.same("it reads them", 200, get(bl, "/reports/" + id).status());
        problem("another VEN does not", 404, get(v2, "/reports/" + id));
        problem("nor changes it", 404, put(v2, "/reports/" + id, body));
        problem("nor deletes it", 404, delete(v2, "/reports/" + id));
        tally.check("nor lists it", !ids(get(v2, "/reports?eventID=" + event)).contains(id), "");
        delete(v1, "/reports/" + id);
        delete(bl, "/programs/" + program);
    }
}
