import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code trimtab ven} and events as others write them. */
final class VenEvents extends VenRuns {
    VenEvents(List<String> program, Path folder, Tally tally, Schema schema) {
        super(program, folder, tally, schema);
    }

    void run() throws Exception {
        tally.section("the VEN: events");
        shapes();
        times();
        words();
    }

    private void shapes() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        String nulls =
                ",'eventName':null,'priority':null,'targets':null,'reportDescriptors':null,"
                        + "'payloadDescriptors':null,'duration':null,"
                        + "'createdDateTime':null,'modificationDateTime':null,'objectType':null";
        String extras =
                ",'vendor':{'a':[1,{'b':null}]},'status':'ACTIVE','clientID':'x','businessId':null,"
                        + "'objectType':'event'";
        habits.lists.put(
                "/events",
                "["
                        + String.join(
                                ",",
                                event("0", nulls),
                                event("evt_1-A", extras),
                                event(
                                        "3",
                                        ",'createdDateTime':'2026-01-01"
                                                + " 00:00:00','modificationDateTime':'2026-01-01T00:00:00.123456'"),
                                event(
                                        "4",
                                        ",'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT',"
                                                + "'units':'KW'}]"),
                                event(
                                        "5",
                                        ",'payloadDescriptors':[{'objectType':'EVENT_PAYLOAD_DESCRIPTOR',"
                                                + "'payloadType':'IMPORT_CAPACITY_LIMIT',"
                                                + "'units':'kW','currency':null}]"),
                                event("6", ",'priority':0.0"),
                                Suite.js("{'id':77,'programID':'p1'}"),
                                Suite.js("{'nothing':true}"),
                                "null",
                                Suite.js(
                                        "{'id':'8','programID':'p1','intervalPeriod':null,"
                                                + "'intervals':[{'id':0,"
                                                + "'intervalPeriod':{'start':'%s','duration':'PT1H',"
                                                + "'randomizeStart':null},"
                                                + "'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                                                + "'values':[1000.50]}]}]}",
                                        from("8")),
                                Suite.js("{'id':'9','programID':'nobody-knows','intervals':[]}"),
                                Suite.js(
                                        "{'id':'10','programID':'p1','targets':[],"
                                                + "'reportDescriptors':[],'payloadDescriptors':[],"
                                                + "'intervals':null}"))
                        + "]");
        Said said = follow(habits);
        tally.same("exit", 0, said.exit());
        for (String id : List.of("0", "evt_1-A", "3", "4", "5", "6", "8")) {
            limited("event " + id, said, id);
        }
        tally.check(
                "what cannot be read is said",
                said.remarks().contains("77") || said.remarks().contains("id"),
                said.remarks());
        tally.check(
                "in plain words",
                !said.out().contains("Exception") && !said.errors().contains("\tat "),
                said);
    }

    private void times() throws Exception {
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
            events.add(
                    timed(
                            "t" + i,
                            "{'start':'"
                                    + ways.get(i).apply(from("t" + i).toString())
                                    + "','duration':'PT60M'}",
                            LIMIT));
        }
        durations(ways, events);
    }

    private void durations(List<UnaryOperator<String>> ways, List<String> events) throws Exception {
        List<String> durations =
                List.of("PT3600S", "P0DT1H", "P0Y0M0DT1H0M0S", "PT59M60S", "PT1H0.0S");
        for (int i = 0; i < durations.size(); i++) {
            events.add(
                    timed(
                            "d" + i,
                            "{'start':'"
                                    + from("d" + i)
                                    + "','duration':'"
                                    + durations.get(i)
                                    + "','randomizeStart':'PT0S'}",
                            LIMIT));
        }
        events.add(
                timed(
                        "nowish",
                        "{'start':'0001-01-01T00:00:00Z','duration':'P9999Y0M0DT0H0M0S'}",
                        LIMIT.replace("IMPORT_CAPACITY_LIMIT", "GHG")));
        events.add(timed("cancelled", "{'start':'0001-01-01','duration':'PT0S'}", LIMIT));
        events.add(
                timed(
                        "running",
                        "{'start':'" + now.minusSeconds(600) + "','duration':'PT1H'}",
                        LIMIT));
        events.add(
                timed(
                        "over",
                        "{'start':'" + now.minusSeconds(7200) + "','duration':'PT1H'}",
                        LIMIT));
        events.add(timed("strange", "{'start':'soon','duration':'1 hour'}", LIMIT));
        events.add(
                timed(
                        "three",
                        "{'start':'" + from("three") + "','duration':'PT10M'}",
                        "[{'id':2,'payloads':[{'type':'SIMPLE','values':[1]}]},{'id':2,"
                                + "'intervalPeriod':{'duration':'PT20M'},"
                                + "'payloads':[{'type':'SIMPLE','values':[2]}]},{'id':9,"
                                + "'payloads':[{'type':'SIMPLE','values':[0]}]}]"));
        events.add(
                timed(
                        "looped",
                        "{'start':'" + from("looped") + "','duration':'PT30M'}",
                        "[{'id':0,'payloads':[{'type':'PRICE','values':[0.1]}]},{'id':1,"
                                + "'payloads':[{'type':'PRICE','values':[0.2]}]}],'duration':'PT2H'"));
        events.add(
                timed(
                        "many",
                        "{'start':'" + from("many") + "','duration':'PT3H'}",
                        "[{'id':0,'payloads':[{'type':'PRICE','values':[0.1,0.2,0.3]}]}]"));
        timesRead(events, ways, durations);
    }

    private void timesRead(
            List<String> events, List<UnaryOperator<String>> ways, List<String> durations)
            throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
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
        tally.check(
                "times nobody can read are said",
                said.stints("strange").isEmpty() && said.remarks().contains("strange"),
                said.remarks());
        List<Map<String, Object>> three = said.stints("three");
        tally.check(
                "intervals follow one another (10, 20, 10 minutes)",
                three.size() == 3
                        && three.get(1)
                                .get("from")
                                .equals(from("three").plusSeconds(600).toString())
                        && three.get(2)
                                .get("from")
                                .equals(from("three").plusSeconds(1800).toString())
                        && three.get(2)
                                .get("until")
                                .equals(from("three").plusSeconds(2400).toString()),
                three);
        tally.same("an hour looped for two", 4, said.stints("looped").size());
        tally.check(
                "three values in one interval are an hour each",
                said.stints("many").size() == 3
                        && said.stints("many")
                                .get(1)
                                .get("from")
                                .equals(from("many").plusSeconds(3600).toString()),
                said.stints("many"));
    }

    private static String zoned(String at, String zone) {
        return Instant.parse(at)
                .atOffset(ZoneOffset.of(zone))
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private void words() throws Exception {
        FakeVtn.Habits habits = new FakeVtn.Habits();
        habits.lists.put(
                "/events",
                "["
                        + String.join(
                                ",",
                                hour(
                                        "private",
                                        "[{'id':0,'payloads':[{'type':'MY_OWN_THING','values':[1,"
                                                + "'x',true,{'x':1,'y':2}]}]}]"),
                                hour(
                                        "text",
                                        "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                                                + "'values':['1000.5']}]}]"),
                                hour(
                                        "empty",
                                        "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[]}]}]"),
                                hour("none", "[{'id':0,'payloads':[]}]"),
                                hour(
                                        "mw",
                                        "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                                                + "'values':[2]}]}],"
                                                + "'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT',"
                                                + "'units':'MW'}]"),
                                hour(
                                        "unit",
                                        "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                                                + "'values':[2]}]}],"
                                                + "'payloadDescriptors':[{'payloadType':'IMPORT_CAPACITY_LIMIT',"
                                                + "'units':'FURLONGS'}]"),
                                hour(
                                        "tiny",
                                        "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                                                + "'values':[0.001]}]}]"),
                                hour(
                                        "huge",
                                        "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                                                + "'values':[1e300]}]}]"),
                                hour(
                                        "exponent",
                                        "[{'id':0,'payloads':[{'type':'IMPORT_CAPACITY_LIMIT',"
                                                + "'values':[1.0005E+3]}]}]"),
                                hour(
                                        "alert",
                                        "[{'id':0,'payloads':[{'type':'ALERT_GRID_EMERGENCY','values':['Save"
                                                + " żółć']}]}]"))
                        + "]");
        wordsRead(habits);
    }

    private void wordsRead(FakeVtn.Habits habits) throws Exception {
        Said said = follow(habits);
        tally.same("exit", 0, said.exit());
        limited("an exponent", said, "exponent");
        tally.check(
                "MW is taken as such",
                said.stints("mw").size() == 1
                        && "2000000"
                                .equals(String.valueOf(said.stints("mw").get(0).get("at_most_w"))),
                said.stints("mw"));
        tally.check(
                "a unit nobody knows is said and nothing is asked",
                said.stints("unit").stream().noneMatch(one -> one.get("at_most_w") != null)
                        && said.out().contains("FURLONGS"),
                said);
        tally.check(
                "one watt",
                said.stints("tiny").size() == 1
                        && "1".equals(String.valueOf(said.stints("tiny").get(0).get("at_most_w"))),
                said.stints("tiny"));
        tally.check(
                "a number beyond all power asks nothing",
                said.stints("huge").stream().noneMatch(one -> one.get("at_most_w") != null),
                said.stints("huge"));
        tally.check(
                "a number written as text is no guess",
                said.stints("text").stream()
                        .allMatch(
                                one ->
                                        one.get("at_most_w") == null
                                                || "1000500"
                                                        .equals(
                                                                String.valueOf(
                                                                        one.get("at_most_w")))),
                said.stints("text"));
        tally.check(
                "an alert is told",
                said.out().contains("Save żółć")
                        || !said.stints("alert").isEmpty()
                        || said.remarks().contains("alert"),
                said);
    }
}
