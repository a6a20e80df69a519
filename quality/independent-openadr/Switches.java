import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the text leaves open, turned the other way by the documented switches; many at once; and a second start. */
final class Switches {
    private final List<String> program;
    private final Path folder;
    private final Tally tally;
    private final Schema schema;
    private String kept;
    private String token;

    Switches(List<String> program, Path folder, Tally tally, Schema schema) {
        this.program = program;
        this.folder = folder;
        this.tally = tally;
        this.schema = schema;
    }

    void run() throws Exception {
        tally.section("switches");
        try (Vtn vtn =
                Vtn.start(
                        program,
                        folder,
                        "--bad-token-status",
                        "403",
                        "--implied-targets",
                        "--many-vens",
                        "--bl-deletes-reports")) {
            Suite s = new Suite(vtn, tally, schema);
            s.problem("--bad-token-status 403: a bad token", 403, s.get("nonsense", "/programs"));
            s.problem("--bad-token-status 403: none", 403, s.get(null, "/programs"));
            String program = s.program("switched");
            s.made(
                    s.bl,
                    "/vens",
                    Suite.js(
                            "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1','venName':'one',"
                                    + "'targets':['north']}"));
            Http.Answer second =
                    s.post(
                            s.bl,
                            "/vens",
                            Suite.js(
                                    "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1',"
                                            + "'venName':'two','targets':['south']}"));
            tally.same("--many-vens: a second ven of one client", 201, second.status());
            tally.same("its client lists both", 2, s.get(s.v1, "/vens").list().size());
            String north =
                    s.made(
                            s.bl,
                            "/events",
                            Suite.js("{'programID':'%s','targets':['north','x']}", program));
            String south =
                    s.made(
                            s.bl,
                            "/events",
                            Suite.js("{'programID':'%s','targets':['south']}", program));
            String open = s.made(s.bl, "/events", Suite.js("{'programID':'%s'}", program));
            tally.same(
                    "--implied-targets: a VEN that names nothing is shown all it was granted (User"
                            + " Guide 8.13)",
                    List.of(north, south, open),
                    List.copyOf(Suite.ids(s.get(s.v1, "/events"))));
            tally.same(
                    "and another only what is for all",
                    List.of(open),
                    List.copyOf(Suite.ids(s.get(s.v2, "/events"))));
            tally.check(
                    "targets hide all the same",
                    !s.get(s.v1, "/events").text().contains("\"x\""),
                    s.get(s.v1, "/events"));
            String report =
                    s.made(
                            s.v1,
                            "/reports",
                            Suite.js("{'eventID':'%s','clientName':'c','resources':[]}", open));
            tally.same("--bl-deletes-reports", 200, s.delete(s.bl, "/reports/" + report).status());
            s.problem(
                    "a VEN's report is still not business logic's to write",
                    403,
                    s.post(s.bl, "/reports", "{}"));
            together(s, program);
            kept = s.get(s.bl, "/events/" + north).text();
            token = s.bl;
        }
    }

    /** Ten that write one name at once, and ten that change one object. */
    private void together(Suite s, String program) throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            writers.add(
                    () ->
                            s.post(s.bl, "/programs", Suite.js("{'programName':'all at once'}"))
                                    .status());
        }
        tally.same("ten programs of one name at once", "{201=1, 409=9}", counted(writers));
        String event = s.made(s.bl, "/events", Suite.js("{'programID':'%s'}", program));
        writers.clear();
        for (int i = 0; i < 10; i++) {
            String body = Suite.js("{'programID':'%s','eventName':'%d'}", program, i);
            writers.add(() -> s.put(s.bl, "/events/" + event, body).status());
        }
        tally.same("ten changes of one event at once", "{200=10}", counted(writers));
        String tag = s.get(s.bl, "/events/" + event).header("ETag");
        writers.clear();
        for (int i = 0; i < 10; i++) {
            String body = Suite.js("{'programID':'%s','eventName':'with If-Match %d'}", program, i);
            writers.add(
                    () ->
                            Http.send(
                                            "PUT",
                                            s.vtn.base + "/events/" + event,
                                            body.getBytes(),
                                            "Authorization",
                                            "Bearer " + s.bl,
                                            "Content-Type",
                                            "application/json",
                                            "If-Match",
                                            tag)
                                    .status());
        }
        tally.same("ten with the same If-Match", "{200=1, 412=9}", counted(writers));
        writers.clear();
        for (int i = 0; i < 10; i++) {
            writers.add(() -> s.delete(s.bl, "/events/" + event).status());
        }
        tally.same("ten deletions", "{200=1, 404=9}", counted(writers));
    }

    private static Map<Integer, Integer> counted(List<Callable<Integer>> writers) throws Exception {
        Map<Integer, Integer> counted = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(writers)) {
                counted.merge(status.get(), 1, Integer::sum);
            }
        }
        return counted;
    }

    /** The same folder, started anew without the switches. */
    void again() throws Exception {
        try (Vtn vtn = Vtn.start(program, folder)) {
            Suite s = new Suite(vtn, tally, schema);
            String id = Json.text(Json.read(kept), "id");
            tally.same(
                    "after a second start: what was stored",
                    kept,
                    s.get(s.bl, "/events/" + id).text());
            tally.same("a token of before serves", 200, s.get(token, "/events/" + id).status());
            s.problem("without the switch a bad token", 401, s.get("nonsense", "/programs"));
        }
    }
}
