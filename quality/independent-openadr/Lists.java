import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pages, order, filters and the active filter of every list. */
final class Lists extends Suite {
    Lists(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    void run() {
        tally.section("lists");
        pages();
        limits();
        targets();
        names();
        active();
    }

    private void pages() {
        String program = program("of the pages");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            made.add(made(bl, "/events", js("{'programID':'%s','eventName':'%d'}", program, i)));
        }
        String of = "/events?programID=" + program;
        tally.same("without limit: 50", 50, get(bl, of).list().size());
        List<String> seen = new ArrayList<>();
        for (int skip = 0; skip < 70; skip += 10) {
            Http.Answer page = get(bl, of + "&skip=" + skip + "&limit=10");
            seen.addAll(ids(page));
            if (skip == 20) {
                // A change in the middle must not move the pages.
                put(
                        bl,
                        "/events/" + made.get(3),
                        js("{'programID':'%s','eventName':'changed'}", program));
            }
        }
        tally.same("pages of 10, one after another, give each once, in one order", made, seen);
        tally.same("skip beyond the end", 0, get(bl, of + "&skip=100").list().size());
        tally.same("limit 0", 0, get(bl, of + "&limit=0").list().size());
        tally.same("limit 50 after 50", 7, get(bl, of + "&skip=50&limit=50").list().size());
        tally.same(
                "a VEN's pages are cut from what it sees",
                1,
                get(v1, of + "&limit=1").list().size());
        for (Object one : get(bl, of + "&limit=2").list()) {
            valid("an event of a list", "event", one);
        }
        Http.Answer list = get(bl, of);
        Http.Answer same =
                Http.send(
                        "GET",
                        vtn.base + of,
                        null,
                        "Authorization",
                        "Bearer " + bl,
                        "If-None-Match",
                        list.header("ETag"));
        tally.same("a list with If-None-Match", 304, same.status());
        delete(bl, "/programs/" + program);
    }

    private void limits() {
        String[] lists = {
            "/programs", "/events", "/reports", "/subscriptions", "/vens", "/resources"
        };
        String[] bad = {
            "skip=-1",
            "limit=-1",
            "limit=51",
            "limit=x",
            "skip=1.5",
            "limit=",
            "skip=99999999999",
            "limit=1&limit=2",
            "skip=%31x"
        };
        for (String list : lists) {
            for (String query : bad) {
                problem("GET " + list + "?" + query, 400, get(bl, list + "?" + query));
            }
            Http.Answer unknown = get(bl, list + "?noSuch=1&skip=0&limit=50&");
            tally.same("GET " + list + " with a parameter nobody knows", 200, unknown.status());
            Http.Answer empty = get(v2, list + "?skip=1000");
            tally.check(
                    "GET " + list + ": an empty list is []",
                    empty.status() == 200 && empty.text().equals("[]"),
                    empty);
        }
        problem("active=maybe", 400, get(bl, "/events?active=maybe"));
        problem("objects=THING", 400, get(bl, "/subscriptions?objects=THING"));
        problem("programID that is no id", 400, get(bl, "/events?programID=a%20b"));
        problem("an empty venName", 400, get(bl, "/vens?venName="));
        problem("a target of 129 letters", 400, get(bl, "/programs?targets=" + "t".repeat(129)));
        problem("bad UTF-8 in the query", 400, get(bl, "/vens?venName=%C3%28"));
    }

    private void targets() {
        String program = program("of the targets");
        String a = made(bl, "/events", js("{'programID':'%s','targets':['a']}", program));
        String ab = made(bl, "/events", js("{'programID':'%s','targets':['a','b']}", program));
        String c = made(bl, "/events", js("{'programID':'%s','targets':['c d']}", program));
        String none = made(bl, "/events", js("{'programID':'%s'}", program));
        String of = "/events?programID=" + program;
        tally.same(
                "no targets asked by bl", Set.of(a, ab, c, none).size(), ids(get(bl, of)).size());
        tally.same("targets=a", List.of(a, ab), List.copyOf(ids(get(bl, of + "&targets=a"))));
        tally.same("targets=b", List.of(ab), List.copyOf(ids(get(bl, of + "&targets=b"))));
        tally.same(
                "targets=b&targets=c%20d: any of them",
                List.of(ab, c), List.copyOf(ids(get(bl, of + "&targets=b&targets=c%20d"))));
        tally.same(
                "targets=c+d: a plus is a blank",
                List.of(c),
                List.copyOf(ids(get(bl, of + "&targets=c+d"))));
        tally.same("targets=a,b", List.of(a, ab), List.copyOf(ids(get(bl, of + "&targets=a,b"))));
        tally.same("targets=A is another word", 0, ids(get(bl, of + "&targets=A")).size());
        tally.same("targets=zzz", 0, ids(get(bl, of + "&targets=zzz")).size());
        tally.same(
                "targets=a and another program: both must hold",
                0,
                ids(get(bl, "/events?programID=none&targets=a")).size());
        String ven =
                made(
                        bl,
                        "/vens",
                        js(
                                "{'objectType':'BL_VEN_REQUEST','clientID':'x','venName':'x',"
                                        + "'targets':['a']}"));
        String resource =
                made(
                        bl,
                        "/resources",
                        js(
                                "{'objectType':'BL_RESOURCE_REQUEST','clientID':'x','venID':'%s',"
                                        + "'resourceName':'x','targets':['b']}",
                                ven));
        tally.same("vens by target", List.of(ven), List.copyOf(ids(get(bl, "/vens?targets=a"))));
        tally.same("vens by another", 0, ids(get(bl, "/vens?targets=b")).size());
        tally.same(
                "resources by target",
                List.of(resource),
                List.copyOf(ids(get(bl, "/resources?targets=b"))));
        tally.same("programs by target", 0, ids(get(bl, "/programs?targets=a")).size());
        delete(bl, "/vens/" + ven);
        problem("a resource of a deleted ven", 404, get(bl, "/resources/" + resource));
        delete(bl, "/programs/" + program);
    }

    private void names() {
        String p1 = program("names 1");
        String p2 = program("names 2");
        String e1 = made(bl, "/events", js("{'programID':'%s'}", p1));
        String e2 = made(bl, "/events", js("{'programID':'%s'}", p2));
        String r1 =
                made(v1, "/reports", js("{'eventID':'%s','clientName':'one','resources':[]}", e1));
        String r2 =
                made(v2, "/reports", js("{'eventID':'%s','clientName':'two','resources':[]}", e2));
        tally.same(
                "reports by eventID",
                List.of(r1),
                List.copyOf(ids(get(bl, "/reports?eventID=" + e1))));
        tally.same(
                "reports by programID",
                List.of(r2),
                List.copyOf(ids(get(bl, "/reports?programID=" + p2))));
        tally.same(
                "reports by clientName",
                List.of(r2),
                List.copyOf(ids(get(bl, "/reports?clientName=two"))));
        tally.same(
                "reports by all three",
                0,
                ids(get(bl, "/reports?clientName=two&eventID=" + e1 + "&programID=" + p1)).size());
        String ven =
                made(v1, "/vens", js("{'objectType':'VEN_VEN_REQUEST','venName':'V & W = 1'}"));
        tally.same(
                "vens by venName",
                List.of(ven),
                List.copyOf(ids(get(bl, "/vens?venName=" + enc("V & W = 1")))));
        tally.same(
                "a VEN finds its own",
                List.of(ven),
                List.copyOf(ids(get(v1, "/vens?venName=" + enc("V & W = 1")))));
        tally.same("another does not", 0, ids(get(v2, "/vens?venName=" + enc("V & W = 1"))).size());
        String x =
                made(
                        v1,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','venID':'%s','resourceName':'x'}",
                                ven));
        String y =
                made(
                        v1,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','venID':'%s','resourceName':'y'}",
                                ven));
        tally.same(
                "resources by venID",
                List.of(x, y),
                List.copyOf(ids(get(bl, "/resources?venID=" + ven))));
        tally.same(
                "resources by resourceName",
                List.of(y),
                List.copyOf(ids(get(v1, "/resources?resourceName=y"))));
        Http.Answer unknown = get(bl, "/resources?venID=none");
        tally.check(
                "resources of no ven → none, or 404 as the YAML allows",
                unknown.status() == 404 || unknown.text().equals("[]"),
                unknown);
        delete(v1, "/vens/" + ven);
        delete(bl, "/programs/" + p1);
        delete(bl, "/programs/" + p2);
        tally.same("reports outlive the program", 200, get(v1, "/reports/" + r1).status());
        delete(v1, "/reports/" + r1);
        delete(v2, "/reports/" + r2);
    }

    private void active() {
        String program = program("of the active");
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        String[][] events = {
            {"past", "false", "{'start':'" + now.minusSeconds(7200) + "','duration':'PT1H'}", ""},
            {"now", "true", "{'start':'" + now.minusSeconds(1800) + "','duration':'PT1H'}", ""},
            {"future", "true", "{'start':'" + now.plusSeconds(1800) + "','duration':'PT1H'}", ""},
            {
                "past, in another zone",
                "false",
                "{'start':'"
                        + now.minusSeconds(7200).toString().replace("Z", "+00:00")
                        + "','duration':'PT1H'}",
                ""
            },
            {
                "past, looped forever",
                "true",
                "{'start':'" + now.minusSeconds(7200) + "','duration':'PT1H'}",
                "'duration':'P9999Y',"
            },
            {
                "endless",
                "true",
                "{'start':'" + now.minusSeconds(7200) + "','duration':'P9999Y'}",
                ""
            },
            {"follow now", "true", "{'start':'0001-01-01','duration':'PT1H'}", ""},
            {"cancelled", "false", "{'start':'0001-01-01','duration':'PT0S'}", ""}
        };
        for (String[] event : events) {
            String id =
                    made(
                            bl,
                            "/events",
                            js(
                                    "{'programID':'%s','eventName':'%s',%s'intervalPeriod':%s,"
                                            + "'intervals':[{'id':0,'payloads':[{'type':'SIMPLE','values':[1]}]}]}",
                                    program, event[0], event[3], event[2]));
            boolean listed = ids(get(bl, "/events?active=true&programID=" + program)).contains(id);
            tally.same("active=true lists the event \"" + event[0] + "\"", event[1], listed);
        }
        String untimed = made(bl, "/events", js("{'programID':'%s'}", program));
        tally.check(
                "an event without times is active",
                ids(get(v1, "/events?active=true&programID=" + program)).contains(untimed),
                untimed);
        tally.same(
                "active=false lists all",
                events.length + 1,
                get(bl, "/events?active=false&programID=" + program).list().size());
        delete(bl, "/programs/" + program);
    }
}
