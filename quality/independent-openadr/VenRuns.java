import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code trimtab ven} before a made-up server and reads what it said. */
class VenRuns {
    final List<String> program;
    final Path folder;
    final Tally tally;
    final Schema schema;
    final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);

    /** Where each event stands, an hour each and none beside another, as events of one kind give way to each other. */
    final Map<String, Integer> hours = new LinkedHashMap<>();

    VenRuns(List<String> program, Path folder, Tally tally, Schema schema) {
        this.program = program;
        this.folder = folder;
        this.tally = tally;
        this.schema = schema;
    }

    /** What one run of the VEN said. */
    record Said(Object json, String out, String errors, int exit, List<String> asked) {
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

    Said follow(FakeVtn.Habits habits, String... more) throws Exception {
        habits.lists.putIfAbsent("/programs", Suite.js("[{'id':'p1','programName':'P'}]"));
        habits.lists.putIfAbsent("/vens", "[]");
        habits.lists.putIfAbsent("/resources", "[]");
        habits.lists.putIfAbsent("/events", "[" + event("7", "") + "]");
        try (FakeVtn vtn = new FakeVtn(habits)) {
            List<String> arguments =
                    new ArrayList<>(
                            List.of("ven", "--dry-run", "--json", "--ahead", "900 h", "--vtn"));
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

    Instant from(String id) {
        return now.plusSeconds(3600L * hours.computeIfAbsent(id, _ -> 1 + 4 * hours.size()));
    }

    /** An event of one hour; {@code more} begins with a comma or is empty. */
    String event(String id, String more) {
        return Suite.js(
                "{'id':'%s','programID':'p1','intervalPeriod':{'start':'%s','duration':'PT1H'},"
                        + "'intervals':[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                        + "'values':[1000.5]}]}]%s}",
                id, from(id), more);
    }

    String timed(String id, String period, String intervals) {
        return Suite.js(
                "{'id':'%s','programID':'p1','intervalPeriod':%s,'intervals':%s}",
                id, period, intervals);
    }

    String hour(String id, String intervals) {
        return timed(id, "{'start':'" + from(id) + "','duration':'PT1H'}", intervals);
    }

    static final String LIMIT =
            "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[1000.5]}]}]";

    void limited(String what, Said said, String id) {
        List<Map<String, Object>> stints = said.stints(id);
        tally.check(
                what + " → at most 1,000.5 kW for its hour",
                stints.size() == 1
                        && "1000500".equals(String.valueOf(stints.get(0).get("at_most_w")))
                        && stints.get(0).get("from").equals(from(id).toString())
                        && stints.get(0).get("until").equals(from(id).plusSeconds(3600).toString()),
                said);
    }
}
