package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.cli.Shell.Ended;
import org.trimtab.openadr.vtn.Vtn;
import org.trimtab.openadr.vtn.VtnSettings;
import org.trimtab.openadr.vtn.access.Role;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.rest.ApiSettings;
import org.trimtab.openadr.vtn.rest.Choices;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A program run from the command line, with a real VTN. */
final class VtnVerbTest {
    @TempDir Path folder;

    private Vtn vtn;

    @BeforeEach
    void start() {
        vtn =
                Vtn.start(
                        new VtnSettings(
                                folder.resolve("vtn.db").toString(),
                                List.of(
                                        new ClientSecret("utility", "u:1", Role.BL),
                                        new ClientSecret("mine", "m", Role.VEN)),
                                new ApiSettings(0, "127.0.0.1", null, null, null, Choices.USUAL),
                                PushSettings.STANDARD),
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        vtn.close();
    }

    private Ended run(String... words) {
        List<String> all = new ArrayList<>(List.of("vtn"));
        all.addAll(List.of(words));
        all.addAll(List.of("--vtn", vtn.baseUrl(), "--id", "utility", "--secret", "u:1"));
        return Shell.run(all.toArray(new String[0]));
    }

    @Test
    void shouldShowWhoDeliveredHowMuchWhenReportsCameIn() {
        assertThat(run("program", "create", "winter").out()).contains("program winter made");
        assertThat(run("ven", "enrol", "mine-1", "--client", "mine", "--target", "north").exit())
                .isZero();
        assertThat(run("ven", "enrol", "other", "--client", "nobody", "--target", "south").exit())
                .isZero();
        assertThat(run("ven", "enrol", "mine-1", "--target", "north", "--target", "west").out())
                .contains("changed, client mine, targets north west");
        Ended made =
                run(
                        "event",
                        "create",
                        "--program",
                        "winter",
                        "--limit",
                        "5 MW",
                        "--start",
                        "2026-07-01T17:00:00Z",
                        "--duration",
                        "1 h",
                        "--target",
                        "north",
                        "--json");
        assertThat(made.exit()).as(made.err()).isZero();
        JsonNode event = Json.MAPPER.readTree(made.out());
        assertThat(made.out()).contains("5000", "IMPORT_CAPACITY_LIMIT", "PT1H");
        String id = event.path("id").asString("");
        assertThat(run("event", "list", "--program", "winter").out())
                .contains("IMPORT_CAPACITY_LIMIT 5000 KW", "north", id);

        VtnClient.At at = new VtnClient.At();
        at.url = vtn.baseUrl();
        at.id = "mine";
        at.secret = "m";
        VtnClient mine = at.open();
        report(mine, id, "BASELINE", "KW", "9000.5");
        report(mine, id, "DEMAND", "KW", "7000");
        report(mine, id, "DEMAND", "KW", "4000.5");
        Ended shown = run("deliver", id);
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("mine-1  mine", "5000.0", "2500.0", "1 of 1 reported")
                .doesNotContain("south");
        JsonNode object = Json.MAPPER.readTree(run("deliver", id, "--json").out());
        assertThat(object.path("vens").get(0).path("delivered_kwh").decimalValue())
                .isEqualByComparingTo("2500");
        assertThat(object.path("vens").get(0).path("reports").asInt()).isEqualTo(3);

        assertThat(run("program", "delete", "winter").err()).contains("1 events", "--with-events");
        assertThat(run("event", "cancel", id).exit()).isZero();
        assertThat(run("program", "delete", "winter").exit()).isZero();
    }

    private static void report(
            VtnClient mine, String event, String type, String units, String value) {
        mine.post(
                "/reports",
                Json.MAPPER.readTree(
                        """
                        {"eventID":"%s","clientName":"mine","payloadDescriptors":[{"objectType":
                        "REPORT_PAYLOAD_DESCRIPTOR","payloadType":"%s","units":"%s"}],"resources":[{"resourceName":
                        "all","intervals":[{"id":0,"intervalPeriod":{"start":"2026-07-01T17:00:00Z","duration":
                        "PT30M"},"payloads":[{"type":"%s","values":[%s]}]}]}]}\
                        """
                                .formatted(event, type, units, type, value)));
    }

    @Test
    void shouldListRetryAndDropDeadLettersForBusinessLogicAlone() throws Exception {
        assertThat(run("letters", "list").out()).contains("0 given up; 0 wait");
        assertThat(run("letters", "retry", "--all").out()).contains("0 sent again");
        vtn.close();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("vtn.db"));
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= 3; i++) {
                statement.executeUpdate(
                        "INSERT INTO notices VALUES ("
                                + i
                                + ", 0, '{\"objectType\":\"EVENT\",\"operation\":\"CREATE\","
                                + "\"object\":{\"id\":\"e"
                                + i
                                + "\"}}')");
                statement.executeUpdate(
                        "INSERT INTO deliveries VALUES ('s1', 0, "
                                + i
                                + ", 0, 'DEAD', 6, 0, 0, 1000, 'status 404')");
            }
        }
        start();
        Ended list = run("letters", "list");
        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out())
                .contains("s1.0.1", "CREATE EVENT e1", "6", "1970-01-01T00:00:01Z", "status 404")
                .contains("3 given up; 0 wait");
        assertThat(
                        Json.MAPPER
                                .readTree(run("letters", "list", "--json").out())
                                .path("dead")
                                .asInt())
                .isEqualTo(3);
        assertThat(run("letters", "retry", "s1.0.1").out())
                .contains(
                        "0 sent again", "s1.0.1: no dead letter has that id, or its subscription");
        assertThat(run("letters", "drop", "s1.0.1", "s1.0.7").out())
                .contains("1 thrown away", "s1.0.7: no dead letter");
        assertThat(run("letters", "drop", "--all", "--json").out()).contains("\"dropped\"", "2");
        assertThat(run("letters", "drop").exit()).isNotZero();
        for (String verb : List.of("list", "drop", "retry")) {
            List<String> words = new ArrayList<>(List.of("vtn", "letters", verb));
            words.addAll(verb.equals("list") ? List.of() : List.of("--all"));
            words.addAll(List.of("--vtn", vtn.baseUrl(), "--id", "mine", "--secret", "m"));
            assertThat(Shell.run(words.toArray(new String[0])).err()).contains("refused");
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenAVerbCannotWork() {
        Ended none =
                run("event", "create", "--program", "none", "--price", "0.1", "--duration", "1 h");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("there is no program \"none\"");
        Ended wrong =
                Shell.run(
                        "vtn",
                        "ven",
                        "list",
                        "--vtn",
                        vtn.baseUrl(),
                        "--id",
                        "utility",
                        "--secret",
                        "x");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("wrong");
        Ended away =
                Shell.run(
                        "vtn",
                        "ven",
                        "list",
                        "--vtn",
                        "http://127.0.0.1:1/x",
                        "--id",
                        "u",
                        "--secret",
                        "x");
        assertThat(away.exit()).isEqualTo(4);
        Ended role =
                Shell.run(
                        "vtn",
                        "--port",
                        "0",
                        "--db",
                        folder.resolve("b.db").toString(),
                        "--client",
                        "a:hush:king");
        assertThat(role.exit()).isEqualTo(2);
        assertThat(role.err()).contains("king", "bl or ven").doesNotContain("hush");
        Ended two =
                run(
                        "event",
                        "create",
                        "--program",
                        "p",
                        "--limit",
                        "5 MW",
                        "--reduce",
                        "1 MW",
                        "--duration",
                        "1 h");
        assertThat(two.exit()).isEqualTo(2);
    }

    @Test
    void shouldFollowTheVtnItIsToldWhenAVenIsConfigured() {
        run("program", "create", "open");
        run("event", "create", "--program", "open", "--limit", "5 MW", "--duration", "1 h");
        Ended followed =
                Shell.run(
                        "ven",
                        "--vtn",
                        vtn.baseUrl(),
                        "--id",
                        "mine",
                        "--secret",
                        "m",
                        "--dry-run");
        assertThat(followed.exit()).as(followed.err()).isZero();
        assertThat(followed.out()).contains("5");
        Ended refused =
                Shell.run(
                        "ven",
                        "--vtn",
                        vtn.baseUrl(),
                        "--id",
                        "mine",
                        "--secret",
                        "x",
                        "--dry-run");
        assertThat(refused.exit()).isNotZero();
    }

    @Test
    void shouldTakeEveryOptionOfTheContractWhenItIsParsed() {
        CommandLine.ParseResult parsed =
                Main.commandLine()
                        .parseArgs(
                                "vtn",
                                "--port",
                                "9",
                                "--db",
                                "x",
                                "--client",
                                "a:b:bl",
                                "--client",
                                "c:d:ven",
                                "--mqtt",
                                "mqtt://h",
                                "--tls",
                                "c.pem",
                                "k.pem",
                                "--bind",
                                "0.0.0.0",
                                "--bad-token-status",
                                "403",
                                "--json");
        VtnVerb verb = (VtnVerb) parsed.subcommand().commandSpec().userObject();
        assertThat(verb.clients).containsExactly("a:b:bl", "c:d:ven");
        assertThat(verb.tls).hasSize(2);
        assertThat(verb.choices.badTokenStatus).isEqualTo(403);
        assertThat(verb.notify.mqtt).isEqualTo("mqtt://h");
    }
}
