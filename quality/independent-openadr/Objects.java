import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each of the six objects through its life, and each property of its schema wrong in every way the schema knows. */
final class Objects extends Suite {
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private String programId;
    private String eventId;
    private String venId;

    Objects(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    void run() {
        tally.section("objects");
        programId = program("of the objects");
        eventId = made(bl, "/events", js("{'programID':'%s'}", programId));
        venId =
                made(
                        v1,
                        "/vens",
                        js("{'objectType':'VEN_VEN_REQUEST','venName':'of the objects'}"));
        write();
        for (var body : bodies.entrySet()) {
            life(body.getKey(), Json.map(Json.read(js(body.getValue()))));
        }
        for (var body : bodies.entrySet()) {
            if (schema != null) {
                new Wrong(vtn, tally, schema)
                        .tried(body.getKey(), Json.map(Json.read(js(body.getValue()))));
            }
        }
        vens();
        refers();
    }

    /** One of each, with all that it may have. */
    private void write() {
        String period =
                "{'start':'2027-01-01T00:00:00Z','duration':'PT1H','randomizeStart':'PT5M'}";
        String attributes =
                "[{'type':'LOCATION','values':[-122.4,37.8,true,'x',{'x':1.0,'y':2.5}]}]";
        String intervals =
                "[{'id':0,'intervalPeriod':"
                        + period
                        + ",'payloads':[{'type':'PRICE','values':[0.17]}]}]";
        String eventDescriptor =
                "{'objectType':'EVENT_PAYLOAD_DESCRIPTOR','payloadType':'PRICE','units':'KWH',"
                        + "'currency':'USD'}";
        String reportDescriptor =
                "{'objectType':'REPORT_PAYLOAD_DESCRIPTOR','payloadType':'USAGE','units':'KWH',"
                        + "'readingType':'DIRECT_READ','accuracy':0.5,'confidence':100}";
        bodies.put(
                "program",
                "{'programName':'whole','intervalPeriod':"
                        + period
                        + ",'programDescriptions':[{'URL':'https://x.example/p'}],'payloadDescriptors':["
                        + eventDescriptor
                        + ","
                        + reportDescriptor
                        + "],'attributes':"
                        + attributes
                        + ",'targets':['t-1','t 2']}");
        bodies.put(
                "event",
                "{'programID':'"
                        + programId
                        + "','eventName':'e','duration':'PT2H','priority':0,'targets':['t-1'],"
                        + "'reportDescriptors':[{'payloadType':'USAGE','readingType':'DIRECT_READ',"
                        + "'units':'KWH',"
                        + "'targets':['t-1'],'aggregate':true,'startInterval':-1,'numIntervals':-1,"
                        + "'historical':false,'frequency':-1,'repeat':1,'reportIntervals':'INTERVALS'}],"
                        + "'payloadDescriptors':["
                        + eventDescriptor
                        + "],'intervalPeriod':"
                        + period
                        + ",'intervals':"
                        + intervals
                        + "}");
        bodies.put(
                "report",
                "{'eventID':'"
                        + eventId
                        + "','clientName':'c','reportName':'r','payloadDescriptors':["
                        + reportDescriptor
                        + "],'resources':[{'resourceName':'AGGREGATED_REPORT','intervalPeriod':"
                        + period
                        + ",'intervals':"
                        + intervals
                        + "}]}");
        bodies.put(
                "ven",
                "{'objectType':'BL_VEN_REQUEST','clientID':'mine-9','venName':'nine',"
                        + "'targets':['t-1'],'attributes':"
                        + attributes
                        + "}");
        bodies.put(
                "resource",
                "{'objectType':'BL_RESOURCE_REQUEST','clientID':'mine-1','resourceName':'r','venID':'"
                        + venId
                        + "','targets':['t-1'],'attributes':"
                        + attributes
                        + "}");
    }

    static boolean byVen(String kind) {
        return kind.equals("report");
    }

    private String token(String kind) {
        return byVen(kind) ? v1 : bl;
    }

    private static String path(String kind) {
        return "/" + kind + "s";
    }

    private void life(String kind, Map<String, Object> body) {
        String token = token(kind);
        Map<String, Object> sent = new LinkedHashMap<>(body);
        sent.put("id", "mine");
        sent.put("createdDateTime", "1999-01-01T00:00:00Z");
        sent.put("modificationDateTime", "not a time");
        sent.put("myPrivateObject", Json.read("{\"deep\":[1.50,null,\"x\"]}"));
        Http.Answer created = post(token, path(kind), Json.write(sent));
        tally.check(
                "POST " + kind + " with all that it has → 201", created.status() == 201, created);
        valid("POST " + kind, kind, created.json());
        String id = created.at("id");
        tally.check(kind + ": the VTN gives the id", id != null && !id.equals("mine"), id);
        tally.check(
                kind + ": and the time",
                !created.text().contains("1999") && !created.text().contains("not a time"),
                created);
        tally.same(kind + ": and the object type", kind.toUpperCase(), created.at("objectType"));
        tally.check(
                kind + ": what nobody knows is kept",
                created.text().contains("\"myPrivateObject\":{\"deep\":[1.50,null,\"x\"]}"),
                created);
        Map<String, Object> got = Json.map(created.json());
        for (var property : body.entrySet()) {
            if (!property.getKey().equals("objectType")) {
                tally.same(
                        kind + "." + property.getKey(),
                        Json.sorted(property.getValue()),
                        Json.sorted(got.get(property.getKey())));
            }
        }
        Http.Answer read = get(token, path(kind) + "/" + id);
        tally.same("GET " + kind + " is what POST answered", created.text(), read.text());
        tally.check(
                "POST " + kind + ": Location leads to it",
                created.header("Location").endsWith(path(kind) + "/" + id),
                created.header("Location"));
        etag(kind, token, id, read);
        rewritten(kind, token, body, created);
    }

    private void rewritten(
            String kind, String token, Map<String, Object> body, Http.Answer created) {
        Map<String, Object> got = Json.map(created.json());
        String id = created.at("id");
        // Read, change, write: the whole answer goes back, with the VTN's own fields and object
        // type.
        Map<String, Object> whole = new LinkedHashMap<>(got);
        whole.put("another", "field");
        Http.Answer again = put(token, path(kind) + "/" + id, Json.write(whole));
        tally.check(
                "PUT " + kind + " with what GET gave and one more → 200",
                again.status() == 200,
                again);
        tally.same(
                kind + ": created stays",
                created.at("createdDateTime"),
                again.at("createdDateTime"));
        tally.check(
                kind + ": modified moves",
                !created.at("modificationDateTime").equals(again.at("modificationDateTime")),
                again);
        // A client in a typed language writes null for all it does not have.
        Map<String, Object> bare = new LinkedHashMap<>();
        for (String key : body.keySet()) {
            boolean required = required(kind, body).contains(key);
            bare.put(key, required ? body.get(key) : null);
        }
        Http.Answer nulls = put(token, path(kind) + "/" + id, Json.write(bare));
        tally.check(
                "PUT " + kind + " with null for all that is optional → 200",
                nulls.status() == 200,
                nulls);
        valid("PUT " + kind + " with nulls", kind, nulls.json());
        Map<String, Object> left = Json.map(nulls.json());
        for (String key : body.keySet()) {
            if (!required(kind, body).contains(key)) {
                tally.check(
                        kind + "." + key + " is gone or at its default",
                        left.get(key) == null || "PT0S".equals(left.get(key)),
                        left.get(key));
            }
        }
        tally.check(
                kind + ": PUT takes the place of all, also of what nobody knows",
                !left.containsKey("myPrivateObject"),
                nulls);
        tally.same(
                "PUT " + kind + " at another id",
                404,
                put(token, path(kind) + "/nowhere", Json.write(bare)).status());
        Http.Answer gone = delete(token, path(kind) + "/" + id);
        tally.same("DELETE " + kind, 200, gone.status());
        valid("DELETE " + kind, kind, gone.json());
        tally.same("DELETE " + kind + " gives back the object", id, gone.at("id"));
        problem("GET a " + kind + " that is deleted", 404, get(token, path(kind) + "/" + id));
        problem("DELETE it again", 404, delete(token, path(kind) + "/" + id));
    }

    private void etag(String kind, String token, String id, Http.Answer read) {
        String tag = read.header("ETag");
        tally.check(kind + " has an ETag", !tag.isEmpty(), read.headers());
        String url = vtn.base + path(kind) + "/" + id;
        Http.Answer same =
                Http.send(
                        "GET", url, null, "Authorization", "Bearer " + token, "If-None-Match", tag);
        tally.check(
                kind + ": If-None-Match → 304 without a body",
                same.status() == 304 && same.body().length == 0,
                same);
        Http.Answer other =
                Http.send(
                        "GET",
                        url,
                        null,
                        "Authorization",
                        "Bearer " + token,
                        "If-None-Match",
                        "\"x\"");
        tally.same(kind + ": another tag", 200, other.status());
        Http.Answer weak =
                Http.send(
                        "GET",
                        url,
                        null,
                        "Authorization",
                        "Bearer " + token,
                        "If-None-Match",
                        "\"a\", W/" + tag);
        tally.same(kind + ": a weak tag among others (RFC 9110 13.1.2)", 304, weak.status());
        Http.Answer lost =
                Http.send(
                        "DELETE",
                        url,
                        null,
                        "Authorization",
                        "Bearer " + token,
                        "If-Match",
                        "\"x\"");
        tally.same(kind + ": If-Match of another", 412, lost.status());
    }

    private List<Object> required(String kind, Map<String, Object> body) {
        return switch (kind) {
            case "program" -> List.of("programName");
            case "event" -> List.of("programID");
            case "report" -> List.of("eventID", "clientName", "resources");
            case "ven" -> List.of("objectType", "clientID", "venName");
            default -> List.of("objectType", "clientID", "resourceName", "venID");
        };
    }

    private void vens() {
        Http.Answer again =
                post(
                        v1,
                        "/vens",
                        js("{'objectType':'VEN_VEN_REQUEST','venName':'a second of mine-1'}"));
        problem("a second ven of one client", 409, again);
        Http.Answer name =
                post(
                        v2,
                        "/vens",
                        js("{'objectType':'VEN_VEN_REQUEST','venName':'of the objects'}"));
        problem("a venName that is taken", 409, name);
        Http.Answer own = get(v1, "/vens/" + venId);
        valid("a ven made by a VEN", "ven", own.json());
        tally.same("its clientID", "mine-1", own.at("clientID"));
        Http.Answer granting =
                post(
                        v2,
                        "/vens",
                        js(
                                "{'objectType':'VEN_VEN_REQUEST','venName':'two','targets':['all'],"
                                        + "'clientID':'mine-1'}"));
        tally.check(
                "targets and clientID in a VEN's own ven are refused or passed over",
                granting.status() == 400
                        || granting.status() == 403
                        || (granting.at("clientID").equals("mine-2")
                                && !String.valueOf(granting.at("targets")).contains("all")),
                granting);
        if (granting.status() == 201) {
            Map<String, Object> whole = new LinkedHashMap<>(Json.map(granting.json()));
            whole.put("venName", "two again");
            Http.Answer changed = put(v2, "/vens/" + granting.at("id"), Json.write(whole));
            tally.check(
                    "a VEN writes back its ven as it read it, renamed",
                    changed.status() == 200 && "two again".equals(changed.at("venName")),
                    changed);
            delete(v2, "/vens/" + granting.at("id"));
        }
        problem(
                "a VEN that writes as business logic",
                403,
                post(
                        v2,
                        "/vens",
                        js("{'objectType':'BL_VEN_REQUEST','clientID':'mine-2','venName':'x'}")));
        Http.Answer forIt =
                post(bl, "/vens", js("{'objectType':'VEN_VEN_REQUEST','venName':'bl as a VEN'}"));
        tally.check(
                "business logic that writes as a VEN → 201, 400 or 403",
                List.of(201, 400, 403).contains(forIt.status()),
                forIt);
        if (forIt.status() == 201) {
            delete(bl, "/vens/" + forIt.at("id"));
        }
        resources();
    }

    private void resources() {
        Http.Answer resource =
                post(
                        v1,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','resourceName':'one',"
                                        + "'venID':'%s','targets':['all']}",
                                venId));
        tally.check(
                "targets in a VEN's resource are not granted",
                resource.status() != 201 || !resource.text().contains("\"all\""),
                resource);
        valid("a resource made by a VEN", "resource", resource.json());
        tally.same("its clientID", "mine-1", resource.at("clientID"));
        problem(
                "a resourceName that is taken at its ven",
                409,
                post(
                        v1,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','resourceName':'one','venID':'%s'}",
                                venId)));
        problem(
                "a resource at another's ven",
                404,
                post(
                        v2,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','resourceName':'x','venID':'%s'}",
                                venId)));
        problem(
                "a resource at no ven",
                404,
                post(
                        bl,
                        "/resources",
                        js(
                                "{'objectType':'BL_RESOURCE_REQUEST','clientID':'c',"
                                        + "'resourceName':'x','venID':'none'}")));
        delete(v1, "/resources/" + resource.at("id"));
    }

    private void refers() {
        problem(
                "a programName that is taken",
                409,
                post(bl, "/programs", js("{'programName':'of the objects'}")));
        String other = program("another name");
        problem(
                "a PUT to a name that is taken",
                409,
                put(bl, "/programs/" + other, js("{'programName':'of the objects'}")));
        tally.same(
                "a PUT of its own name",
                200,
                put(bl, "/programs/" + other, js("{'programName':'another name'}")).status());
        Http.Answer event = post(bl, "/events", js("{'programID':'none'}"));
        tally.check(
                "an event of no program → 409 (YAML: foreign key), as the documentation says",
                event.status() == 409,
                event);
        Http.Answer report =
                post(v1, "/reports", js("{'eventID':'none','clientName':'c','resources':[]}"));
        tally.check("a report on no event → 409", report.status() == 409, report);
        String first = made(bl, "/events", js("{'programID':'%s','eventName':'same'}", other));
        String second = made(bl, "/events", js("{'programID':'%s','eventName':'same'}", other));
        tally.check("two events of one name", !first.equals(second), first);
        delete(bl, "/programs/" + other);
        problem("an event of a deleted program", 404, get(bl, "/events/" + first));
        delete(bl, "/programs/" + programId);
        delete(v1, "/vens/" + venId);
    }
}
