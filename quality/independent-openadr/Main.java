import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The examination: starts servers and VENs of the program named and holds them to the text of OpenADR 3.1.0. */
final class Main {
    private Main() {}

    /**
     * @param arguments the folder to work in, the folder of the specifications, and the program with its arguments
     */
    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        Path texts = Path.of(arguments[1]);
        List<String> program = List.of(arguments).subList(2, arguments.length);
        Schema schema = schema(texts.resolve("3.1.0/openadr3.yaml"));
        Schema old = schema(texts.resolve("3.0.1/openadr3.yaml"));
        Tally tally = new Tally(out.resolve("report.txt"));
        try (Receiver receiver = new Receiver();
                Broker broker = new Broker();
                Vtn vtn = Vtn.start(program, out.resolve("vtn"));
                Vtn pushes =
                        Vtn.start(
                                program,
                                out.resolve("pushes"),
                                "--allow-http-callbacks",
                                "--allow-private-callbacks",
                                "--mqtt",
                                "mqtt://vtn:word@127.0.0.1:" + broker.port())) {
            new VenEvents(program, out.resolve("ven"), tally, schema).run();
            new VenServers(program, out.resolve("ven"), tally, schema).run();
            new Tokens(vtn, tally, schema).run();
            new Operations(vtn, tally, schema).run();
            new Bodies(vtn, tally, schema).run();
            new Objects(vtn, tally, schema).run();
            new Lists(vtn, tally, schema).run();
            new Privacy(vtn, tally, schema).run();
            new Values(vtn, tally, schema).run();
            OldClients old301 = new OldClients(pushes, tally, schema, old);
            old301.run();
            old301.webhook(receiver);
            new Webhooks(pushes, vtn, receiver, tally, schema).run();
            new Messages(pushes, broker, tally, schema).run();
        }
        Switches switches = new Switches(program, out.resolve("switches"), tally, schema);
        switches.run();
        switches.again();
        System.exit(tally.allHeld() ? 0 : 1);
    }

    private static Schema schema(Path file) throws Exception {
        if (!Files.exists(file)) {
            System.out.println(
                    "left out: answers are not held to " + file + ", which is not there");
            return null;
        }
        return new Schema(Yaml.read(Files.readString(file)));
    }
}
