import java.util.List;
import java.util.Map;
import java.util.Set;

/** Clients of 3.0.1, under their own base path, beside clients of 3.1.0. */
final class OldClients extends Suite {
    private final Schema old;
    private final String base;

    OldClients(Vtn vtn, Tally tally, Schema schema, Schema old) {
        super(vtn, tally, schema);
        this.old = old;
        this.base = vtn.origin() + "/openadr3/3.0.1";
    }

    private Http.Answer read(String token, String path) {
        return Http.send("GET", base + path, null, "Authorization", "Bearer " + token);
    }

    private Http.Answer create(String token, String path, String body) {
        Http.Answer answer = write("POST", token, base + path, js(body));
        tally.check("3.0.1: POST " + path + " → 201", answer.status() == 201, answer);
        return answer;
    }

    private void fits(String name, Object value) {
        if (old != null) {
            List<String> faults = old.faults(name, value);
            tally.check(
                    "a valid " + name + " of 3.0.1",
                    faults.isEmpty(),
                    faults + " in " + Json.write(value));
        }
    }

    void run() {
        tally.section("clients of 3.0.1");
        Http.Answer token =
                Http.send(
                        "POST",
                        base + "/auth/token",
                        "grant_type=client_credentials&client_id=utility&client_secret=u-secret"
                                .getBytes(),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        tally.same("its token endpoint", 200, token.status());
        everyObject();
        filters();
    }

    private void everyObject() {
        Http.Answer program =
                create(
                        bl,
                        "/programs",
                        "{'programName':'old','programLongName':'Old','retailerName':'R',"
                                + "'country':'US','principalSubdivision':'CA',"
                                + "'timeZoneOffset':'PT1H','bindingEvents':false,'localPrice':true,"
                                + "'programType':'T',"
                                + "'programDescriptions':[{'URL':'https://x.example'}],"
                                + "'intervalPeriod':{'start':'0000-00-00','duration':'P9999Y'},"
                                + "'payloadDescriptors':[{'objectType':'EVENT_PAYLOAD_DESCRIPTOR',"
                                + "'payloadType':'PRICE','units':'KWH','currency':'USD'}],"
                                + "'targets':[{'type':'GROUP','values':['g1','g2']}]}");
        fits("program", program.json());
        for (String[] flat :
                new String[][] {
                    {"programLongName", "Old"},
                    {"retailerName", "R"},
                    {"country", "US"},
                    {"bindingEvents", "false"},
                    {"localPrice", "true"},
                    {"timeZoneOffset", "PT1H"}
                }) {
            tally.same("program." + flat[0], flat[1], program.at(flat[0]));
        }
        String programId = program.at("id");
        Http.Answer now = get(bl, "/programs/" + programId);
        valid("the same program for a client of 3.1.0", "program", now.json());
        tally.same(
                "its targets there", "[\"g1\",\"g2\"]", Json.write(Json.at(now.json(), "targets")));
        Http.Answer event =
                create(
                        bl,
                        "/events",
                        "{'programID':'"
                                + programId
                                + "','eventName':'e','priority':1,"
                                + "'targets':[{'type':'VEN_NAME','values':['v1']},{'type':'GROUP',"
                                + "'values':['g1']}],"
                                + "'reportDescriptors':[{'payloadType':'USAGE','aggregate':false,"
                                + "'startInterval':-1,'numIntervals':-1,"
                                + "'historical':true,'frequency':-1,'repeat':1}],"
                                + "'payloadDescriptors':[{'payloadType':'PRICE'}],"
                                + "'intervalPeriod':{'start':'2027-01-01T00:00:00Z',"
                                + "'duration':'PT1H','randomizeStart':'PT0S'},"
                                + "'intervals':[{'id':0,'payloads':[{'type':'PRICE','values':[0.1]}]}]}");
        fits("event", event.json());
        valid("the same event for 3.1.0", "event", get(bl, "/events/" + event.at("id")).json());
        belowVens(programId);
    }

    private void belowVens(String programId) {
        Http.Answer ven =
                create(
                        v1,
                        "/vens",
                        "{'venName':'old"
                                + " ven','attributes':[{'type':'A','values':[1]}],'targets':null,"
                                + "'resources':null}");
        fits("ven", ven.json());
        String venId = ven.at("id");
        Http.Answer resource =
                create(
                        v1,
                        "/vens/" + venId + "/resources",
                        "{'resourceName':'r1','attributes':null,'targets':null}");
        fits("resource", resource.json());
        tally.same("resource.venID", venId, resource.at("venID"));
        tally.same(
                "resources below the ven",
                Set.of(resource.at("id")),
                ids(read(v1, "/vens/" + venId + "/resources")));
        tally.same(
                "one of them",
                resource.at("id"),
                read(bl, "/vens/" + venId + "/resources/" + resource.at("id")).at("id"));
        tally.same("/resources is not of 3.0.1", 404, read(bl, "/resources").status());
        Http.Answer byBl =
                create(
                        bl,
                        "/vens",
                        "{'venName':'of bl','targets':[{'type':'GROUP','values':['g1']}]}");
        fits("ven", byBl.json());
        String openEvent = made(bl, "/events", js("{'programID':'%s','intervals':[]}", programId));
        Http.Answer report =
                create(
                        v1,
                        "/reports",
                        "{'programID':'"
                                + programId
                                + "','eventID':'"
                                + openEvent
                                + "','clientName':'c','resources':[{'resourceName':'r1',"
                                + "'intervals':[{'id':0,'payloads':[{'type':'USAGE','values':[1.50]}]}]}]}");
        fits("report", report.json());
        tally.same("report.programID", programId, report.at("programID"));
        tally.check("1.50 stays", report.text().contains("1.50"), report);
        changed(programId, venId, Json.map(ven.json()));
        for (String path : List.of("/reports/" + report.at("id"))) {
            tally.same(
                    "DELETE " + path,
                    200,
                    Http.send("DELETE", base + path, null, "Authorization", "Bearer " + v1)
                            .status());
        }
        delete(v1, "/vens/" + venId);
        delete(bl, "/vens/" + byBl.at("id"));
        delete(bl, "/programs/" + programId);
    }

    private void changed(String programId, String venId, Map<String, Object> ven) {
        Http.Answer program = read(bl, "/programs/" + programId);
        Http.Answer same = write("PUT", bl, base + "/programs/" + programId, program.text());
        tally.check(
                "a program written back as it was read changes nothing",
                same.status() == 200 && program.text().equals(same.text()),
                same);
        Http.Answer put =
                write(
                        "PUT",
                        v1,
                        base + "/vens/" + venId,
                        Json.write(ven).replace("old ven", "old ven 2"));
        tally.check(
                "a ven written back, renamed",
                put.status() == 200 && "old ven 2".equals(put.at("venName")),
                put);
        fits("ven", put.json());
        problem("what is missing", 400, write("POST", bl, base + "/events", "{}"));
        problem("no token", 401, Http.send("GET", base + "/programs", null));
        problem(
                "a VEN writes no events",
                403,
                write(
                        "POST",
                        v1,
                        base + "/events",
                        js("{'programID':'%s','intervals':[]}", programId)));
        problem("another method", 405, write("PATCH", bl, base + "/programs", "{}"));
    }

    private void filters() {
        String program = program("old filters");
        String ven =
                made(
                        bl,
                        "/vens",
                        js(
                                "{'objectType':'BL_VEN_REQUEST','clientID':'mine-2','venName':'v2',"
                                        + "'targets':['g1']}"));
        String g1 = made(bl, "/events", js("{'programID':'%s','targets':['g1','g9']}", program));
        String g2 = made(bl, "/events", js("{'programID':'%s','targets':['g2']}", program));
        String open = made(bl, "/events", js("{'programID':'%s'}", program));
        String of = "/events?programID=" + program;
        tally.same(
                "targetType=GROUP&targetValues=g1",
                Set.of(g1),
                ids(read(bl, of + "&targetType=GROUP&targetValues=g1")));
        tally.same(
                "targetValues twice: any of them",
                Set.of(g1, g2),
                ids(read(bl, of + "&targetType=GROUP&targetValues=g1&targetValues=g2")));
        tally.same(
                "for a VEN without a query: what it was granted and what is for all",
                Set.of(g1, open),
                ids(read(v2, of)));
        tally.check("target hiding", !read(v2, of).text().contains("g9"), read(v2, of));
        tally.same("not what is another's", Set.of(open), ids(read(v1, of)));
        for (Object one : read(bl, of).list()) {
            fits("event", one);
        }
        for (String list : List.of("/programs", "/vens", "/reports", "/subscriptions")) {
            Http.Answer answer = read(bl, list + "?skip=0&limit=50");
            tally.same("GET " + list, 200, answer.status());
            for (Object one : answer.list()) {
                fits(list.substring(1, list.length() - 1), one);
            }
        }
        delete(bl, "/vens/" + ven);
        delete(bl, "/programs/" + program);
    }

    /** A subscription of an old client and what its callback hears. */
    void webhook(Receiver receiver) throws InterruptedException {
        String program = program("old webhook");
        Http.Answer made =
                create(
                        v1,
                        "/subscriptions",
                        "{'clientName':'old','programID':'"
                                + program
                                + "','objectOperations':[{'objects':['EVENT'],"
                                + "'operations':['CREATE','UPDATE'],'callbackUrl':'"
                                + receiver.url("/old")
                                + "','bearerToken':'t'}],'targets':null}");
        fits("subscription", made.json());
        Http.Answer verbs =
                write(
                        "POST",
                        v1,
                        base + "/subscriptions",
                        js(
                                "{'clientName':'verbs','programID':'%s',"
                                        + "'objectOperations':[{'objects':['EVENT'],"
                                        + "'operations':['POST','PUT'],'callbackUrl':'%s'}]}",
                                program, receiver.url("/verbs")));
        tally.check(
                "operations as HTTP verbs, as 3.0.0 had them and some libraries still do",
                verbs.status() == 201,
                verbs);
        String event = made(bl, "/events", js("{'programID':'%s'}", program));
        for (String path : List.of("/old", "/verbs")) {
            Receiver.Got got =
                    receiver.await(path, 8_000, one -> event.equals(one.at("object.id")));
            tally.check("its callback hears", got != null, path);
        }
        delete(v1, "/subscriptions/" + made.at("id"));
        delete(bl, "/programs/" + program);
    }
}
