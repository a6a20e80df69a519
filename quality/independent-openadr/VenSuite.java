import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code trimtab ven} before servers with habits that are not ours. */
final class VenSuite {
    private final List<String> program;
    private final Path folder;
    private final Tally tally;
    private final Schema schema;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Where each event stands, an hour each and none beside another, as events of one kind give way to each other. */
    private final Map<String, Integer> hours = new LinkedHashMap<>();

    VenSuite(List<String> program, Path folder, Tally tally, Schema schema) {
        this.program = program;
        this.folder = folder;
        this.tally = tally;
        this.schema = schema;
    }

    /** What one run of the VEN said. */
    private record Said(Object json, String out, String errors, int exit, List<String> asked) {
        List<Map<String, Object>> stints(String event) {
            List<Map<String, Object>> found = new ArrayList<>();
            for (Object stint : Json.list(Json.at(json, "stints"))) {
                if (event.equals(Json.text(stint, "event_id"))) {
                    found.add(Json.map(stint));
                }
            }
            return found;
        }

        String remarks() {
            return Json.write(Json.at(json, "remarks"));
        }

        @Override
        public String toString() {
            return exit + " " + out + errors + "\n" + String.join("\n", asked);
        }
    }

    private Said follow(FakeVtn.Habits habits, String... more) throws Exception {
        habits.lists.putIfAbsent("/programs", Suite.js("[{'id':'p1','programName':'P'}]"));
        habits.lists.putIfAbsent("/vens", "[]");
        habits.lists.putIfAbsent("/resources", "[]");
        habits.lists.putIfAbsent("/events", "[" + event("7", "") + "]");
        try (FakeVtn vtn = new FakeVtn(habits)) {
            List<String> arguments = new ArrayList<>(List.of("ven", "--dry-run", "--json", "--ahead", "900 h", "--vtn"));
            arguments.add(more.length > 0 && more[0].equals("/") ? vtn.url() + "/" : vtn.url());
            if (!habits.open) {
                arguments.addAll(List.of("--id", "a b+c", "--secret", "s:%+/="));
            }
            for (String one : more) {
                if (!one.equals("/")) {
                    arguments.add(one);
                }
            }
            String[] said = Vtn.run(program, folder, arguments);
            Object json = null;
            try {
                json = Json.read(said[0].strip());
            } catch (RuntimeException e) {
                // No JSON came; the checks will say so.
            }
            return new Said(json, said[0], said[1], Integer.parseInt(said[2]), vtn.asked());
        }
    }

    private Instant from(String id) {
        return now.plusSeconds(3600L * hours.computeIfAbsent(id, _ -> 1 + 4 * hours.size()));
    }

    /** An event of one hour; {@code more} begins with a comma or is empty. */
    private String event(String id, String more) {
        return Suite.js(
                "{'id':'%s','programID':'p1','intervalPeriod':{'start':'%s','duration':'PT1H'},"
                        + "'intervals':[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[1000.5]}]}]%s}",
                id,
                from(id),
                more);
    }

    private String timed(String id, String period, String intervals) {
        return Suite.js("{'id':'%s','programID':'p1','intervalPeriod':%s,'intervals':%s}", id, period, intervals);
    }

    private String hour(String id, String intervals) {
        return timed(id, "{'start':'" + from(id) + "','duration':'PT1H'}", intervals);
    }

    private static final String LIMIT = "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[1000.5]}]}]";

    void run() throws Exception {
        tally.section("the VEN");
        shapes();
        times();
        words();
        paging();
        targets();
        servers();
        troubles();
        old();
        reports();
    }

    private void limited(String what, Said said, String id) {
        List<Map<String, Object>> stints = said.stints(id);
        tally.check(
                what + " → at most 1,000.5 kW for its hour",
                stints.size() == 1
                        && "1000500".equals(String.valueOf(stints.get(0).get("at_most_w")))
                        && stints.get(0).get("from").equals(from(id).toString())
                        && stints.get(0).get("until").equals(from(id).plusSeconds(3600).toString()),
                said);
    }

    private void shapes() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        String nulls =
                ",'eventName':null,'priority':null,'targets':null,'reportDescriptors':null,'payloadDescriptors':null,'duration':null,"
                        + "'createdDateTime':null,'modificationDateTime':null,'objectType':null";
        String extras = ",'vendor':{'a':[1,{'b':null}]},'status':'ACTIVE','clientID':'x','businessId':null,'objectType':'event'";
        habits.lists.put(
                "/events",
                "["
                        + String.join(
                                ",",
                                event("0", nulls),
                                event("evt_1-A", extras),
                                event("3", ",'createdDateTime':'2026-01-01 00:00:00','modificationDateTime':'2026-01-01T00:00:00.123456'"),
                                event("4", ",'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT','units':'KW'}]"),
                                event("5", ",'payloadDescriptors':[{'objectType':'EVENT_PAYLOAD_DESCRIPTOR','payloadType':'IMPORT_CAPACITY_LIMIT','units':'kW','currency':null}]"),
                                event("6", ",'priority':0.0"),
                                Suite.js("{'id':77,'programID':'p1'}"),
                                Suite.js("{'nothing':true}"),
                                "null",
                                Suite.js(
                                        "{'id':'8','programID':'p1','intervalPeriod':null,'intervals':[{'id':0,'intervalPeriod':{'start':'%s','duration':'PT1H',"
                                                + "'randomizeStart':null},'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[1000.50]}]}]}",
                                        from("8")),
                                Suite.js("{'id':'9','programID':'nobody-knows','intervals':[]}"),
                                Suite.js("{'id':'10','programID':'p1','targets':[],'reportDescriptors':[],'payloadDescriptors':[],'intervals':null}"))
                        + "]");
        Said said = follow(habits);
        tally.same("exit", 0, said.exit());
        for (String id : List.of("0", "evt_1-A", "3", "4", "5", "6", "8")) {
            limited("event " + id, said, id);
        }
        tally.check("what cannot be read is said", said.remarks().contains("77") || said.remarks().contains("id"), said.remarks());
        tally.check("in plain words", !said.out().contains("Exception") && !said.errors().contains("\tat "), said);
    }

    private void times() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        List<UnaryOperator<String>> ways =
                List.of(
                        at -> at,
                        at -> at.replace("Z", "+00:00"),
                        at -> at.replace("Z", ".000Z"),
                        at -> at.replace("Z", ".0000000+00:00"),
                        at -> zoned(at, "+05:30"),
                        at -> zoned(at, "-08:00"),
                        at -> at.toLowerCase(),
                        at -> at.replace("T", " ").replace("Z", "+00:00"));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            events.add(timed("t" + i, "{'start':'" + ways.get(i).apply(from("t" + i).toString()) + "','duration':'PT60M'}", LIMIT));
        }
        List<String> durations = List.of("PT3600S", "P0DT1H", "P0Y0M0DT1H0M0S", "PT59M60S", "PT1H0.0S");
        for (int i = 0; i < durations.size(); i++) {
            events.add(timed("d" + i, "{'start':'" + from("d" + i) + "','duration':'" + durations.get(i) + "','randomizeStart':'PT0S'}", LIMIT));
        }
        events.add(timed("nowish", "{'start':'0001-01-01T00:00:00Z','duration':'P9999Y0M0DT0H0M0S'}", LIMIT.replace("IMPORT_CAPACITY_LIMIT", "GHG")));
        events.add(timed("cancelled", "{'start':'0001-01-01','duration':'PT0S'}", LIMIT));
        events.add(timed("running", "{'start':'" + now.minusSeconds(600) + "','duration':'PT1H'}", LIMIT));
        events.add(timed("over", "{'start':'" + now.minusSeconds(7200) + "','duration':'PT1H'}", LIMIT));
        events.add(timed("strange", "{'start':'soon','duration':'1 hour'}", LIMIT));
        events.add(
                timed(
                        "three",
                        "{'start':'" + from("three") + "','duration':'PT10M'}",
                        "[{'id':2,'payloads':[{'type':'SIMPLE','values':[1]}]},{'id':2,'intervalPeriod':{'duration':'PT20M'},"
                                + "'payloads':[{'type':'SIMPLE','values':[2]}]},{'id':9,'payloads':[{'type':'SIMPLE','values':[0]}]}]"));
        events.add(
                timed(
                        "looped",
                        "{'start':'" + from("looped") + "','duration':'PT30M'}",
                        "[{'id':0,'payloads':[{'type':'PRICE','values':[0.1]}]},{'id':1,'payloads':[{'type':'PRICE','values':[0.2]}]}],'duration':'PT2H'"));
        events.add(timed("many", "{'start':'" + from("many") + "','duration':'PT3H'}", "[{'id':0,'payloads':[{'type':'PRICE','values':[0.1,0.2,0.3]}]}]"));
        habits.lists.put("/events", "[" + String.join(",", events) + "]");
        Said said = follow(habits);
        tally.same("exit", 0, said.exit());
        for (int i = 0; i < ways.size(); i++) {
            limited("start " + ways.get(i).apply(from("t" + i).toString()), said, "t" + i);
        }
        for (int i = 0; i < durations.size(); i++) {
            limited("duration " + durations.get(i), said, "d" + i);
        }
        tally.same("\"now\" and forever", 1, said.stints("nowish").size());
        tally.same("a cancelled event asks nothing", 0, said.stints("cancelled").size());
        tally.same("one that runs", 1, said.stints("running").size());
        tally.same("one that is over", 0, said.stints("over").size());
        tally.check("times nobody can read are said", said.stints("strange").isEmpty() && said.remarks().contains("strange"), said.remarks());
        List<Map<String, Object>> three = said.stints("three");
        tally.check(
                "intervals follow one another (10, 20, 10 minutes)",
                three.size() == 3
                        && three.get(1).get("from").equals(from("three").plusSeconds(600).toString())
                        && three.get(2).get("from").equals(from("three").plusSeconds(1800).toString())
                        && three.get(2).get("until").equals(from("three").plusSeconds(2400).toString()),
                three);
        tally.same("an hour looped for two", 4, said.stints("looped").size());
        tally.check("three values in one interval are an hour each", said.stints("many").size() == 3 && said.stints("many").get(1).get("from").equals(from("many").plusSeconds(3600).toString()), said.stints("many"));
    }

    private static String zoned(String at, String zone) {
        return Instant.parse(at).atOffset(ZoneOffset.of(zone)).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private void words() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.lists.put(
                "/events",
                "["
                        + String.join(
                                ",",
                                hour("private", "[{'id':0,'payloads':[{'type':'MY_OWN_THING','values':[1,'x',true,{'x':1,'y':2}]}]}]"),
                                hour("text", "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':['1000.5']}]}]"),
                                hour("empty", "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[]}]}]"),
                                hour("none", "[{'id':0,'payloads':[]}]"),
                                hour("mw", "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[2]}]}],'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT','units':'MW'}]"),
                                hour("unit", "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[2]}]}],'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT','units':'FURLONGS'}]"),
                                hour("tiny", "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[0.001]}]}]"),
                                hour("huge", "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[1e300]}]}]"),
                                hour("exponent", "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[1.0005E+3]}]}]"),
                                hour("alert", "[{'id':0,'payloads':[{'type':'ALERT_GRID_EMERGENCY','values':['Save żółć']}]}]"))
                        + "]");
        Said said = follow(habits);
        tally.same("exit", 0, said.exit());
        limited("an exponent", said, "exponent");
        tally.check("MW is taken as such", said.stints("mw").size() == 1 && "2000000".equals(String.valueOf(said.stints("mw").get(0).get("at_most_w"))), said.stints("mw"));
        tally.check("a unit nobody knows is said and nothing is asked", said.stints("unit").stream().noneMatch(one -> one.get("at_most_w") != null) && said.out().contains("FURLONGS"), said);
        tally.check("one watt", said.stints("tiny").size() == 1 && "1".equals(String.valueOf(said.stints("tiny").get(0).get("at_most_w"))), said.stints("tiny"));
        tally.check("a number beyond all power asks nothing", said.stints("huge").stream().noneMatch(one -> one.get("at_most_w") != null), said.stints("huge"));
        tally.check("a number written as text is no guess", said.stints("text").stream().allMatch(one -> one.get("at_most_w") == null || "1000500".equals(String.valueOf(one.get("at_most_w")))), said.stints("text"));
        tally.check("an alert is told", said.out().contains("Save żółć") || !said.stints("alert").isEmpty() || said.remarks().contains("alert"), said);
    }

    private void paging() throws Exception {
        for (boolean pages : new boolean[] {true, false}) {
            FakeVtn.Habits habits = new FakeVtn.Habits();
            habits.pages = pages;
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                events.add(event("n" + i, ""));
            }
            habits.lists.put("/events", "[" + String.join(",", events) + "]");
            Said said = follow(habits);
            tally.same("120 events of a server that " + (pages ? "pages" : "does not page"), "120", Json.text(said.json(), "events"));
        }
    }

    private void targets() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.lists.put("/vens", Suite.js("[{'id':'v-1','venName':'Some Name','clientID':'a b+c','targets':['g 1','g&2'],'objectType':'VEN'}]"));
        habits.lists.put("/resources", Suite.js("[{'id':'r','venID':'v-1','resourceName':'R','targets':['feeder/7'],'objectType':'RESOURCE'}]"));
        habits.lists.put("/events", "[" + String.join(",", event("all", ""), event("one", ",'targets':['g 1']"), event("two", ",'targets':['g&2','x']"), event("three", ",'targets':['feeder/7']"), event("four", ",'targets':['else']")) + "]");
        Said said = follow(habits);
        for (String id : List.of("all", "one", "two", "three")) {
            limited("the event " + id + " of targets", said, id);
        }
        tally.same("what was not granted", 0, said.stints("four").size());
        said = follow(habits, "--target", "else");
        limited("what --target names", said, "four");
        FakeVtn.Habits closed = new FakeVtn.Habits();
        closed.status.put("/vens", 403);
        closed.texts.put("/vens", "{}");
        said = follow(closed);
        limited("a server that shows no vens", said, "7");
    }

    private void servers() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.contentType = "application/json;charset=utf-8";
        habits.tokenType = "bearer";
        Said said = follow(habits, "/");
        limited("a slash at the end, bearer in lower case", said, "7");
        tally.check("no path has two slashes", said.asked().stream().noneMatch(one -> one.contains("//")), said.asked());
        tally.check("the token is asked with the whole secret", said.asked().stream().anyMatch(one -> one.contains("/auth/token") && (one.contains("client_secret=s%3A%25%2B%2F%3D") || !one.contains("client_secret"))), said.asked());
        habits = new FakeVtn.Habits();
        habits.base = "";
        habits.contentType = "text/plain";
        limited("a server at the root that says text/plain", follow(habits), "7");
        habits = new FakeVtn.Habits();
        habits.authServer = false;
        limited("a server without /auth/server", follow(habits), "7");
        habits = new FakeVtn.Habits();
        habits.open = true;
        said = follow(habits);
        limited("a public server, no id and no secret", said, "7");
        tally.check("is asked for no token", said.asked().stream().noneMatch(one -> one.contains("/auth/token")), said.asked());
        habits = new FakeVtn.Habits();
        habits.lists.put("/programs", Suite.js("[{'id':'p1','programName':'Winter','programLongName':'x','bindingEvents':true,'payloadDescriptors':null},{'id':'p2','programName':'Summer'}]"));
        habits.lists.put("/events", "[" + event("7", "") + "," + event("8", "").replace("\"p1\"", "\"p2\"") + "]");
        said = follow(habits, "--program", "Winter");
        limited("one program of two", said, "7");
        tally.same("the other", 0, said.stints("8").size());
    }

    private void troubles() throws Exception {
        Map<String, String> texts =
                Map.of(
                        "500", "oops",
                        "200 <html>", "<html><body>Welcome</body></html>",
                        "200 {", Suite.js("{'events':[]}"),
                        "200 cut", "[{\"id\":\"7\",",
                        "401", "{}",
                        "302", "");
        for (var trouble : texts.entrySet()) {
            FakeVtn.Habits habits = new FakeVtn.Habits();
            habits.status.put("/events", Integer.parseInt(trouble.getKey().substring(0, 3)));
            habits.texts.put("/events", trouble.getValue());
            Said said = follow(habits);
            tally.same("GET /events is answered " + trouble.getKey() + ": exit", 4, said.exit());
            tally.check("told in words", !said.errors().isBlank() && !said.errors().contains("\tat ") && !said.errors().contains("Exception"), said.errors());
        }
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.status.put("/auth/token", 401);
        habits.texts.put("/auth/token", Suite.js("{'error':'invalid_client','error_description':'wrong'}"));
        Said said = follow(habits);
        tally.same("a secret that is refused: exit", 4, said.exit());
        tally.check("the secret is not printed", !said.errors().contains("s:%+/="), said.errors());
        String[] nobody = Vtn.run(program, folder, List.of("ven", "--dry-run", "--json", "--vtn", "http://127.0.0.1:9/openadr3/3.1.0"));
        tally.same("nobody there: exit", "4", nobody[2]);
    }

    private void old() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.base = "/openadr3/3.0.1";
        habits.authServer = false;
        habits.lists.put("/vens", Suite.js("[{'id':'v','venName':'a b+c','targets':[{'type':'GROUP','values':['g1']}],'resources':null}]"));
        habits.lists.put("/programs", Suite.js("[{'id':'p1','programName':'P','programLongName':null,'country':'US','timeZoneOffset':'PT0S','targets':null,'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT','units':'KW'}]}]"));
        habits.lists.put(
                "/events",
                "["
                        + String.join(
                                ",",
                                event("open", ",'targets':null,'objectType':'EVENT'"),
                                event("mine", ",'targets':[{'type':'GROUP','values':['g1','g9']}]"),
                                event("else", ",'targets':[{'type':'GROUP','values':['g2']}]"),
                                timed("now", "{'start':'0000-00-00','duration':'PT1H'}", LIMIT))
                        + "]");
        Said said = follow(habits, "--old");
        limited("3.0.1: an event for all", said, "open");
        limited("3.0.1: an event for its group", said, "mine");
        tally.same("3.0.1: another's", 0, said.stints("else").size());
        tally.same("3.0.1: the old word for now", 1, said.stints("now").size());
        tally.check("3.0.1: asks as 3.0.1 has it", said.asked().stream().anyMatch(one -> one.contains("targetType=") && one.contains("targetValues=g1")) && said.asked().stream().noneMatch(one -> one.contains("&targets=") || one.contains("/resources?")), said.asked());
    }

    private void reports() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.lists.put("/programs", Suite.js("[{'id':'p1','programName':'P'}]"));
        habits.lists.put("/vens", Suite.js("[{'id':'v','venName':'me','clientID':'a'}]"));
        habits.lists.put("/resources", "[]");
        habits.texts.put("/reports", Suite.js("{'id':'r','eventID':'e','clientName':'me','clientID':'a','resources':[]}"));
        habits.status.put("/reports", 201);
        habits.lists.put(
                "/events",
                Suite.js(
                        "[{'id':'e','programID':'p1','intervalPeriod':{'start':'%s','duration':'PT2S'},'reportDescriptors':[{'payloadType':'DEMAND',"
                                + "'readingType':null,'units':'KW','targets':null,'aggregate':false,'frequency':1,'numIntervals':1,'startInterval':0,"
                                + "'repeat':-1,'historical':true}],'intervals':[{'id':5,'payloads':[]},{'id':6,'payloads':[]},{'id':7,'payloads':[]}]}]",
                        Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS)));
        try (FakeVtn vtn = new FakeVtn(habits)) {
            String[] said =
                    Vtn.run(
                            program,
                            folder,
                            List.of("ven", "--vtn", vtn.url(), "--id", "a", "--secret", "b", "--name", "me", "--poll", "1", "--report", "--level", "2 MW", "--for", "16s", "--json"));
            tally.same("a VEN that reports: exit", "0", said[2]);
            List<String> sent = vtn.asked().stream().filter(one -> one.startsWith("POST") && one.contains("/reports")).toList();
            tally.check("it reports", !sent.isEmpty(), said[0] + said[1] + vtn.asked());
            for (String one : sent) {
                Object report = Json.read(one.substring(one.indexOf(' ', 5) + 1));
                if (schema != null) {
                    List<String> faults = schema.faults("reportRequest", report);
                    tally.check("what it sends is a valid reportRequest", faults.isEmpty(), faults + Json.write(report));
                }
                tally.same("its event", "e", Json.text(report, "eventID"));
                tally.check("the level in KW", Json.write(report).matches(".*\"DEMAND\",\"values\":\\[2000(\\.0+)?\\].*") || Json.write(report).contains("MISSING"), report);
                tally.check("intervals are called as the event calls them", Json.write(report).matches(".*\"id\":[567][,}].*"), report);
            }
            tally.check("it asks for what it has not changed with If-None-Match or plainly, each second", vtn.asked().stream().filter(one -> one.startsWith("GET") && one.contains("/events")).count() >= 5, vtn.asked());
        }
    }
}
