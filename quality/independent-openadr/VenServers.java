import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code trimtab ven} before servers with habits that are not ours. */
final class VenServers extends VenRuns {
    VenServers(List<String> program, Path folder, Tally tally, Schema schema) {
        super(program, folder, tally, schema);
    }

    void run() throws Exception {
        tally.section("the VEN: servers");
        paging();
        targets();
        servers();
        troubles();
        old();
        reports();
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
            tally.same(
                    "120 events of a server that " + (pages ? "pages" : "does not page"),
                    "120",
                    Json.text(said.json(), "events"));
        }
    }

    private void targets() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.lists.put(
                "/vens",
                Suite.js(
                        "[{'id':'v-1','venName':'Some Name','clientID':'a b+c','targets':['g"
                                + " 1','g&2'],'objectType':'VEN'}]"));
        habits.lists.put(
                "/resources",
                Suite.js(
                        "[{'id':'r','venID':'v-1','resourceName':'R','targets':['feeder/7'],"
                                + "'objectType':'RESOURCE'}]"));
        habits.lists.put(
                "/events",
                "["
                        + String.join(
                                ",",
                                event("all", ""),
                                event("one", ",'targets':['g 1']"),
                                event("two", ",'targets':['g&2','x']"),
                                event("three", ",'targets':['feeder/7']"),
                                event("four", ",'targets':['else']"))
                        + "]");
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
        tally.check(
                "no path has two slashes",
                said.asked().stream().noneMatch(one -> one.contains("//")),
                said.asked());
        tally.check(
                "the token is asked with the whole secret",
                said.asked().stream()
                        .anyMatch(
                                one ->
                                        one.contains("/auth/token")
                                                && (one.contains("client_secret=s%3A%25%2B%2F%3D")
                                                        || !one.contains("client_secret"))),
                said.asked());
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
        tally.check(
                "is asked for no token",
                said.asked().stream().noneMatch(one -> one.contains("/auth/token")),
                said.asked());
        habits = new FakeVtn.Habits();
        habits.lists.put(
                "/programs",
                Suite.js(
                        "[{'id':'p1','programName':'Winter','programLongName':'x',"
                                + "'bindingEvents':true,'payloadDescriptors':null},{'id':'p2',"
                                + "'programName':'Summer'}]"));
        habits.lists.put(
                "/events",
                "[" + event("7", "") + "," + event("8", "").replace("\"p1\"", "\"p2\"") + "]");
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
            tally.check(
                    "told in words",
                    !said.errors().isBlank()
                            && !said.errors().contains("\tat ")
                            && !said.errors().contains("Exception"),
                    said.errors());
        }
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.status.put("/auth/token", 401);
        habits.texts.put(
                "/auth/token", Suite.js("{'error':'invalid_client','error_description':'wrong'}"));
        Said said = follow(habits);
        tally.same("a secret that is refused: exit", 4, said.exit());
        tally.check("the secret is not printed", !said.errors().contains("s:%+/="), said.errors());
        String[] nobody =
                Vtn.run(
                        program,
                        folder,
                        List.of(
                                "ven",
                                "--dry-run",
                                "--json",
                                "--vtn",
                                "http://127.0.0.1:9/openadr3/3.1.0"));
        tally.same("nobody there: exit", "4", nobody[2]);
    }

    private void old() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.base = "/openadr3/3.0.1";
        habits.authServer = false;
        habits.lists.put(
                "/vens",
                Suite.js(
                        "[{'id':'v','venName':'a"
                                + " b+c','targets':[{'type':'GROUP','values':['g1']}],'resources':null}]"));
        habits.lists.put(
                "/programs",
                Suite.js(
                        "[{'id':'p1','programName':'P','programLongName':null,'country':'US',"
                                + "'timeZoneOffset':'PT0S','targets':null,"
                                + "'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT',"
                                + "'units':'KW'}]}]"));
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
        tally.check(
                "3.0.1: asks as 3.0.1 has it",
                said.asked().stream()
                                .anyMatch(
                                        one ->
                                                one.contains("targetType=")
                                                        && one.contains("targetValues=g1"))
                        && said.asked().stream()
                                .noneMatch(
                                        one ->
                                                one.contains("&targets=")
                                                        || one.contains("/resources?")),
                said.asked());
    }

    private void reports() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.lists.put("/programs", Suite.js("[{'id':'p1','programName':'P'}]"));
        habits.lists.put("/vens", Suite.js("[{'id':'v','venName':'me','clientID':'a'}]"));
        habits.lists.put("/resources", "[]");
        habits.texts.put(
                "/reports",
                Suite.js(
                        "{'id':'r','eventID':'e','clientName':'me','clientID':'a','resources':[]}"));
        habits.status.put("/reports", 201);
        habits.lists.put(
                "/events",
                Suite.js(
                        "[{'id':'e','programID':'p1','intervalPeriod':{'start':'%s',"
                                + "'duration':'PT2S'},'reportDescriptors':[{'payloadType':'DEMAND',"
                                + "'readingType':null,'units':'KW','targets':null,'aggregate':false,"
                                + "'frequency':1,'numIntervals':1,'startInterval':0,"
                                + "'repeat':-1,'historical':true}],'intervals':[{'id':5,"
                                + "'payloads':[]},{'id':6,'payloads':[]},{'id':7,'payloads':[]}]}]",
                        InstantSource.system()
                                .instant()
                                .plusSeconds(5)
                                .truncatedTo(ChronoUnit.SECONDS)));
        reported(habits);
    }

    private void reported(FakeVtn.Habits habits) throws Exception {
        try (FakeVtn vtn = new FakeVtn(habits)) {
            String[] said =
                    Vtn.run(
                            program,
                            folder,
                            List.of(
                                    "ven",
                                    "--vtn",
                                    vtn.url(),
                                    "--id",
                                    "a",
                                    "--secret",
                                    "b",
                                    "--name",
                                    "me",
                                    "--poll",
                                    "1",
                                    "--report",
                                    "--level",
                                    "2 MW",
                                    "--for",
                                    "16s",
                                    "--json"));
            tally.same("a VEN that reports: exit", "0", said[2]);
            List<String> sent =
                    vtn.asked().stream()
                            .filter(one -> one.startsWith("POST") && one.contains("/reports"))
                            .toList();
            tally.check("it reports", !sent.isEmpty(), said[0] + said[1] + vtn.asked());
            for (String one : sent) {
                Object report = Json.read(one.substring(one.indexOf(' ', 5) + 1));
                if (schema != null) {
                    List<String> faults = schema.faults("reportRequest", report);
                    tally.check(
                            "what it sends is a valid reportRequest",
                            faults.isEmpty(),
                            faults + Json.write(report));
                }
                tally.same("its event", "e", Json.text(report, "eventID"));
                tally.check(
                        "the level in KW",
                        Json.write(report).matches(".*\"DEMAND\",\"values\":\\[2000(\\.0+)?\\].*")
                                || Json.write(report).contains("MISSING"),
                        report);
                tally.check(
                        "intervals are called as the event calls them",
                        Json.write(report).matches(".*\"id\":[567][,}].*"),
                        report);
            }
            tally.check(
                    "it asks for what it has not changed with If-None-Match or plainly, each"
                            + " second",
                    vtn.asked().stream()
                                    .filter(one -> one.startsWith("GET") && one.contains("/events"))
                                    .count()
                            >= 5,
                    vtn.asked());
        }
    }
}
