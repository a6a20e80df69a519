import java.util.List;
import java.util.Map;

/** The notifiers, the names of the topics, and what is published under them. */
final class Messages extends Suite {
    private static final long WAIT_MILLIS = 10_000;

    private final Broker broker;

    Messages(Vtn vtn, Broker broker, Tally tally, Schema schema) {
        super(vtn, tally, schema);
        this.broker = broker;
    }

    void run() throws Exception {
        tally.section("messages");
        for (String token : List.of(bl, v1)) {
            Http.Answer notifiers = get(token, "/notifiers");
            tally.same("GET /notifiers", 200, notifiers.status());
            valid("GET /notifiers", "notifiersResponse", notifiers.json());
            tally.same("WEBHOOK", "true", notifiers.at("WEBHOOK"));
            tally.same("serialization", "JSON", notifiers.at("MQTT.serialization"));
            tally.check(
                    "the broker's address, without a password",
                    notifiers.at("MQTT.URIS.0").endsWith(":" + broker.port())
                            && !notifiers.text().contains("word"),
                    notifiers);
        }
        String ven1 =
                made(
                        bl,
                        "/vens",
                        js(
                                "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1','venName':'m1',"
                                        + "'targets':['north']}"));
        String ven2 = made(v2, "/vens", js("{'objectType':'VEN_VEN_REQUEST','venName':'m2'}"));
        String program = program("published");
        String topics = "/notifiers/mqtt/topics/";
        for (String group :
                List.of(
                        "programs",
                        "events",
                        "reports",
                        "subscriptions",
                        "vens",
                        "resources",
                        "programs/" + program + "/events")) {
            names("bl: " + group, get(bl, topics + group), true);
            problem("a VEN: topics of " + group, 403, get(v1, topics + group));
        }
        names("bl: one program", get(bl, topics + "programs/" + program), false);
        problem("no such program", 404, get(bl, topics + "programs/none"));
        for (String token : List.of(bl, v1)) {
            names("one ven", get(token, topics + "vens/" + ven1), false);
            for (String of : List.of("events", "programs", "resources")) {
                names("a ven's " + of, get(token, topics + "vens/" + ven1 + "/" + of), true);
            }
        }
        for (String of : List.of("", "/events", "/programs", "/resources")) {
            problem("topics of another's ven" + of, 404, get(v1, topics + "vens/" + ven2 + of));
            problem("topics of no ven" + of, 404, get(bl, topics + "vens/none" + of));
        }
        published(program, ven1, ven2);
        delete(bl, "/programs/" + program);
        delete(bl, "/vens/" + ven1);
        delete(v2, "/vens/" + ven2);
    }

    private void names(String what, Http.Answer answer, boolean creates) {
        tally.same(what + ": topics", 200, answer.status());
        valid(what, "notifierTopicsResponse", answer.json());
        Map<String, Object> names = Json.map(Json.at(answer.json(), "topics"));
        tally.same(what + ": names a topic of creations", creates, names.containsKey("CREATE"));
        tally.check(
                what + ": no wildcard where one publishes",
                names.entrySet().stream()
                        .noneMatch(
                                one ->
                                        !one.getKey().equals("ALL")
                                                && one.getValue().toString().matches(".*[+#].*")),
                names);
    }

    private String topic(String token, String of, String operation) {
        return get(token, "/notifiers/mqtt/topics/" + of).at("topics." + operation);
    }

    private void published(String program, String ven1, String ven2) throws Exception {
        String forAll = topic(bl, "events", "CREATE");
        String forOne = topic(v1, "vens/" + ven1 + "/events", "CREATE");
        String forTwo = topic(v2, "vens/" + ven2 + "/events", "CREATE");
        String ofProgram = topic(bl, "programs/" + program + "/events", "CREATE");
        String event =
                made(
                        bl,
                        "/events",
                        js(
                                "{'programID':'%s','targets':['north','secret'],"
                                        + "'reportDescriptors':[{'payloadType':'USAGE','targets':['secret']}]}",
                                program));
        for (String topic : List.of(forAll, ofProgram, forOne)) {
            Broker.Message message =
                    broker.await(topic, WAIT_MILLIS, one -> event.equals(one.at("object.id")));
            if (tally.check(
                    "an event's creation under " + topic.replaceAll("[0-9a-f-]{36}", "ID"),
                    message != null,
                    broker.all())) {
                valid("the message", "notification", Json.read(message.body()));
                tally.same("its operation", "CREATE", message.at("operation"));
                tally.check("not retained", !message.retained(), message);
                boolean mine = topic.equals(forOne);
                tally.check(
                        mine
                                ? "a VEN's copy hides the targets of others"
                                : "business logic's copy is whole",
                        message.body().contains("secret") != mine,
                        message);
            }
        }
        changed(program, ven1, ven2, event, forTwo);
    }

    private void changed(String program, String ven1, String ven2, String event, String forTwo)
            throws Exception {
        String open = made(bl, "/events", js("{'programID':'%s','eventName':'open'}", program));
        tally.check(
                "what is for all reaches mine-2",
                broker.await(forTwo, WAIT_MILLIS, one -> open.equals(one.at("object.id"))) != null,
                forTwo);
        tally.check(
                "the other never did",
                broker.await(forTwo, 1, one -> event.equals(one.at("object.id"))) == null,
                forTwo);
        put(bl, "/events/" + open, js("{'programID':'%s','eventName':'changed'}", program));
        tally.check(
                "an update",
                broker.await(
                                topic(bl, "events", "UPDATE"),
                                WAIT_MILLIS,
                                one ->
                                        open.equals(one.at("object.id"))
                                                && "changed".equals(one.at("object.eventName")))
                        != null,
                "");
        delete(bl, "/events/" + open);
        tally.check(
                "a deletion",
                broker.await(
                                topic(v2, "vens/" + ven2 + "/events", "DELETE"),
                                WAIT_MILLIS,
                                one -> open.equals(one.at("object.id")))
                        != null,
                "");
        own(ven1, event);
    }

    private void own(String ven1, String event) throws Exception {
        String report =
                made(v1, "/reports", js("{'eventID':'%s','clientName':'c','resources':[]}", event));
        String reports = topic(bl, "reports", "CREATE");
        tally.check(
                "a report",
                broker.await(reports, WAIT_MILLIS, one -> report.equals(one.at("object.id")))
                        != null,
                "");
        tally.check(
                "under no other topic",
                broker.all().stream()
                        .filter(one -> one.body().contains(report))
                        .allMatch(one -> one.topic().equals(reports)),
                "");
        String resource =
                made(
                        v1,
                        "/resources",
                        js(
                                "{'objectType':'VEN_RESOURCE_REQUEST','venID':'%s','resourceName':'r'}",
                                ven1));
        for (String topic :
                List.of(
                        topic(bl, "resources", "CREATE"),
                        topic(v1, "vens/" + ven1 + "/resources", "CREATE"))) {
            tally.check(
                    "a resource under " + topic,
                    broker.await(topic, WAIT_MILLIS, one -> resource.equals(one.at("object.id")))
                            != null,
                    broker.all());
        }
        put(
                bl,
                "/vens/" + ven1,
                js(
                        "{'objectType':'BL_VEN_REQUEST','clientID':'mine-1','venName':'m1',"
                                + "'targets':['north','x']}"));
        tally.check(
                "a ven's change to its own client",
                broker.await(
                                topic(v1, "vens/" + ven1, "UPDATE"),
                                WAIT_MILLIS,
                                one -> ven1.equals(one.at("object.id")))
                        != null,
                "");
        delete(v1, "/reports/" + report);
    }
}
