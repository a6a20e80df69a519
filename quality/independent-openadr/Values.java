import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers, times and durations as others write them. */
final class Values extends Suite {
    private String program;

    Values(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    void run() {
        tally.section("values");
        program = program("of the values");
        numbers();
        times();
        durations();
        examples();
        delete(bl, "/programs/" + program);
    }

    private Http.Answer event(String period, String values) {
        return post(
                bl,
                "/events",
                js(
                                "{'programID':'%s','intervalPeriod':%s,'intervals':[{'id':0,"
                                        + "'payloads':[{'type':'PRICE','values':[",
                                program, period)
                        + values
                        + "]}]}]}");
    }

    private void numbers() {
        List<String> numbers =
                List.of(
                        "0.1",
                        "0.10",
                        "1e3",
                        "1E+3",
                        "-0",
                        "0",
                        "123456789012345678",
                        "0.123456789012345678",
                        "1e-9",
                        "99999999999999999999",
                        "-5",
                        "3.0",
                        "2147483648",
                        "1.5e300",
                        "0.30000000000000004");
        for (String number : numbers) {
            Http.Answer answer = event("null", number);
            Object back =
                    Json.at(
                            get(bl, "/events/" + answer.at("id")).json(),
                            "intervals.0.payloads.0.values.0");
            boolean same =
                    back instanceof Json.Num num
                            && num.value().compareTo(new Json.Num(number).value()) == 0;
            tally.check(number + " comes back as the same number", same, answer);
        }
        Http.Answer mixed = event("null", "1,\"1\",true,null,{\"x\":0.1,\"y\":-2e2}");
        tally.check(
                "null among values → 400, as the schema has none", mixed.status() == 400, mixed);
        mixed = event("null", "1,\"1\",true,{\"x\":0.1,\"y\":-2e2}");
        tally.check(
                "numbers, texts, truth and points beside each other",
                mixed.status() == 201 && mixed.text().contains("\"x\":0.1"),
                mixed);
        problem("a point without y", 400, event("null", "{\"x\":1}"));
        Http.Answer empty = event("null", "");
        tally.same("no values at all", 201, empty.status());
        Http.Answer none =
                post(
                        bl,
                        "/events",
                        js(
                                "{'programID':'%s','intervals':[{'id':-7,'payloads':[]},{'id':-7,"
                                        + "'payloads':[]}]}",
                                program));
        tally.same("intervals with the same negative id and no payloads", 201, none.status());
    }

    private void times() {
        Map<String, Boolean> times = new LinkedHashMap<>();
        for (String good :
                List.of(
                        "2027-01-01T00:00:00Z",
                        "2027-01-01T00:00:00.000Z",
                        "2027-01-01T00:00:00+00:00",
                        "2027-01-01T05:30:00+05:30",
                        "2027-01-01T00:00:00-08:00",
                        "2027-01-01T00:00:00.123456789Z",
                        "2027-01-01t00:00:00z",
                        "0001-01-01",
                        "0001-01-01T00:00:00",
                        "0001-01-01T00:00:00Z",
                        "2028-02-29T12:00:00Z",
                        "9999-12-31T23:59:59Z")) {
            times.put(good, true);
        }
        for (String bad :
                List.of(
                        "2027-13-01T00:00:00Z",
                        "2027-02-29T00:00:00Z",
                        "2027-01-01T25:00:00Z",
                        "1767225600",
                        "",
                        "tomorrow",
                        "2027-01-01T00:00:00+99:00",
                        "01/02/2027",
                        "2027-W01-1T00:00:00Z")) {
            times.put(bad, false);
        }
        for (var time : times.entrySet()) {
            Http.Answer answer = event(js("{'start':'%s','duration':'PT1H'}", time.getKey()), "1");
            if (time.getValue()) {
                tally.check("start " + time.getKey() + " → 201", answer.status() == 201, answer);
                valid("the event that starts " + time.getKey(), "event", answer.json());
            } else {
                problem("start " + time.getKey(), 400, answer);
            }
        }
        // The example of the YAML itself, with a blank; and what Python and JavaScript write
        // without a zone.
        for (String loose :
                List.of("2023-06-15 09:30:00+00:00", "2027-01-01T00:00:00", "2027-01-01")) {
            Http.Answer answer = event(js("{'start':'%s','duration':'PT1H'}", loose), "1");
            tally.check(
                    "start " + loose + " → taken or 400",
                    answer.status() == 201 || answer.status() == 400,
                    answer);
            if (answer.status() == 201) {
                valid("the event that starts " + loose, "event", answer.json());
            }
        }
        Http.Answer example = event(js("{'start':'2023-06-15 09:30:00+00:00'}"), "1");
        tally.check("the YAML's own example of a time is taken", example.status() == 201, example);
        Http.Answer now = event(js("{'start':'0001-01-01','duration':'P9999Y'}"), "1");
        tally.same(
                "the start that means now",
                "0001-01-01",
                String.valueOf(now.at("intervalPeriod.start")).substring(0, 10));
        tally.same("the duration that means forever", "P9999Y", now.at("intervalPeriod.duration"));
    }

    private void durations() {
        for (String good :
                List.of(
                        "PT1H",
                        "PT0S",
                        "P1D",
                        "P1DT12H",
                        "PT90M",
                        "PT0.5S",
                        "P1W",
                        "P1Y2M3DT4H5M6.789S",
                        "P0Y0M0DT1H0M0S",
                        "P9999Y",
                        "P9999Y0M0DT0H0M0S",
                        "PT3600S",
                        "P1M",
                        "PT1H0M",
                        "P0D",
                        "-PT0S")) {
            Http.Answer answer =
                    event(js("{'start':'2027-01-01T00:00:00Z','duration':'%s'}", good), "1");
            tally.check("duration " + good + " → 201", answer.status() == 201, answer);
            tally.same("duration " + good, good, answer.at("intervalPeriod.duration"));
            valid("the event of " + good, "event", answer.json());
        }
        for (String bad :
                List.of(
                        "1H", "P", "PT", "P1H", "PT1D", "PT1.5H", "1 hour", "3600", "", "P-1D",
                        "pt1h", "P1W2D", "PT1S ")) {
            Http.Answer answer =
                    event(js("{'start':'2027-01-01T00:00:00Z','duration':'%s'}", bad), "1");
            boolean fits =
                    bad.matches(
                            "^(-?)P(?=\\d|T\\d)(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)([DW]))?"
                                    + "(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?$");
            if (!fits) {
                problem("duration " + bad, 400, answer);
            }
        }
    }

    /** Bodies the User Guide shows, and what libraries of other makers send of them. */
    private void examples() {
        String[] events = {
            "{'eventName':'alertEvent','programID':'%s',"
                    + "'intervalPeriod':{'start':'2025-03-14T00:00:00.000Z','duration':'PT4H'},"
                    + "'intervals':[{'id':0,'payloads':[{'type':'ALERT_GRID_EMERGENCY','values':['The"
                    + " grid is under emergency']}]}]}",
            "{'eventName':'EVENT_0999','programID':'%s','targets':['ven_0999']}",
            "{'programID':'%s','eventName':null,'priority':null,'targets':null,'payloadDescriptors':null,"
                    + "'reportDescriptors':null,'intervalPeriod':null,'intervals':null,'duration':null}",
            "{'programID':'%s','id':'0','createdDateTime':null,'modificationDateTime':null,"
                    + "'objectType':'EVENT','targets':[],"
                    + "'intervals':[{'id':0,'intervalPeriod':null,'payloads':[{'type':'PRICE','values':[1.23]}]}]}",
            "{'programID':'%s','intervals':[{'id':0,"
                    + "'intervalPeriod':{'start':'2027-01-01T00:00:00Z','duration':'PT5M',"
                    + "'randomizeStart':null},'payloads':[{'type':'IMPORT_CAPACITY_LIMIT','values':[60.0]}]}]}",
            "{'programID':'%s','payloadDescriptors':[{'objectType':'EVENT_PAYLOAD_DESCRIPTOR',"
                    + "'payloadType':'PRICE',"
                    + "'units':null,'currency':null}],'reportDescriptors':[{'payloadType':'USAGE',"
                    + "'readingType':null,'units':null,"
                    + "'targets':null,'aggregate':false,'startInterval':-1,'numIntervals':-1,"
                    + "'historical':true,'frequency':-1,'repeat':1}]}"
        };
        for (String event : events) {
            Http.Answer answer = post(bl, "/events", js(event, program));
            tally.check(
                    "as others write events: " + event.substring(0, 60) + " → 201",
                    answer.status() == 201,
                    answer);
            valid("as others write events", "event", answer.json());
        }
    }
}
