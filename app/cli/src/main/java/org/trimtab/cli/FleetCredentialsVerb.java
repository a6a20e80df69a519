package org.trimtab.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.Accesses;
import org.trimtab.live.VaultPlace;
import org.trimtab.store.vault.CredentialVault;
import org.trimtab.store.vault.Scope;
import org.trimtab.store.vault.VaultKey;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "credentials",
        synopsisSubcommandLabel = "VERB",
        description = {
            "Keeps the logins of devices in an encrypted file: per device, group or family, the narrowest"
                    + " counts. Passwords are never printed.",
            "",
            "First make a key and keep it away from the vault:",
            "  trimtab fleet credentials new-key trimtab.key",
            "  trimtab fleet credentials set --family antminer --user root --vault-key-file trimtab.key"
        },
        subcommands = {
            FleetCredentialsVerb.SetVerb.class,
            FleetCredentialsVerb.ListVerb.class,
            FleetCredentialsVerb.RemoveVerb.class,
            FleetCredentialsVerb.NewKeyVerb.class
        })
final class FleetCredentialsVerb {
    private static final int PASSWORD_BYTES_MAX = 4_096;

    private FleetCredentialsVerb() {}

    /** Where the vault is. */
    static final class Where {
        @Option(
                names = "--site",
                paramLabel = "SITE.yaml",
                defaultValue = "site.yaml",
                description = "The site file; the vault is beside it (default: ${DEFAULT-VALUE}).")
        Path siteFile = Path.of("site.yaml");

        @Mixin VaultAt vault = new VaultAt();

        VaultPlace place() {
            return vault.place(siteFile);
        }
    }

    /** Whom a login is for. */
    static final class Whom {
        @Option(names = "--device", paramLabel = "NAME", description = "For one device.")
        @Nullable String device;

        @Option(names = "--group", paramLabel = "NAME", description = "For a group of devices.")
        @Nullable String group;

        @Option(names = "--family", paramLabel = "NAME", description = "For a family.")
        @Nullable String family;

        Scope scope() {
            if (device != null) {
                return new Scope(Scope.Kind.DEVICE, device);
            }
            if (group != null) {
                return new Scope(Scope.Kind.GROUP, group);
            }
            return new Scope(Scope.Kind.FAMILY, family == null ? "" : family);
        }
    }

    /** What is done with an open vault. */
    private interface Work {
        void with(CredentialVault vault) throws IOException;
    }

    private static void open(VaultPlace place, Work work) throws IOException {
        try (VaultKey key = new Accesses(place, System::getenv).key();
                CredentialVault vault = CredentialVault.open(place.file(), key)) {
            work.with(vault);
        }
    }

    @Command(
            name = "set",
            description =
                    "Keeps a login, in place of the one kept before. The password is asked for on the"
                            + " terminal, or read from --password-file or standard input.")
    static final class SetVerb implements Callable<Integer> {
        @ArgGroup(multiplicity = "1")
        Whom whom = new Whom();

        @Option(
                names = "--user",
                required = true,
                paramLabel = "NAME",
                description = "User name; \"\" for a device that asks only for a password.")
        String user = "";

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "Take the first line of this file.")
        @Nullable Path passwordFile;

        @Mixin Where where = new Where();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Scope scope = whom.scope();
            VaultPlace place = where.place();
            open(
                    place,
                    vault -> {
                        char[] password = password();
                        try {
                            vault.put(scope, user, password);
                        } finally {
                            Arrays.fill(password, '\0');
                        }
                        vault.save();
                    });
            PrintWriter out = Terminal.out(spec);
            out.printf("kept the login of user \"%s\" for %s in %s%n", user, scope, place.file());
            out.flush();
            return 0;
        }

        private char[] password() throws IOException {
            Path file = passwordFile;
            if (file != null) {
                if (!Files.isRegularFile(file)) {
                    throw Fault.badInput(file + ": there is no such file");
                }
                try (InputStream in = Files.newInputStream(file)) {
                    return firstLine(in);
                }
            }
            Optional<Console> terminal = ProgressLine.terminal();
            return terminal.isPresent() ? asked(terminal.get()) : firstLine(System.in);
        }

        private char[] asked(Console console) {
            char[] first = console.readPassword("Password of %s: ", user);
            char[] second = console.readPassword("Again: ");
            boolean same = first != null && second != null && Arrays.equals(first, second);
            if (second != null) {
                Arrays.fill(second, '\0');
            }
            if (!same) {
                throw Fault.badInput("the two passwords differ; nothing was kept");
            }
            return first == null ? new char[0] : first;
        }

        private static char[] firstLine(InputStream in) throws IOException {
            byte[] bytes = in.readNBytes(PASSWORD_BYTES_MAX + 1);
            try {
                int end = 0;
                while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                    end++;
                }
                if (end > PASSWORD_BYTES_MAX) {
                    throw Fault.badInput(
                            "the password is longer than " + PASSWORD_BYTES_MAX + " bytes");
                }
                CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
                char[] password = Arrays.copyOf(chars.array(), chars.limit());
                Arrays.fill(chars.array(), '\0');
                return password;
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    @Command(name = "list", description = "Says whose logins are kept; never a password.")
    static final class ListVerb implements Callable<Integer> {
        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Mixin Where where = new Where();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            VaultPlace place = where.place();
            if (!Files.exists(place.file())) {
                throw Fault.badInput(
                        place.file()
                                + ": there is no such vault; keep a first login with: trimtab fleet"
                                + " credentials set");
            }
            open(place, this::print);
            return 0;
        }

        private void print(CredentialVault vault) {
            PrintWriter out = Terminal.out(spec);
            if (json) {
                List<Map<String, Object>> logins = new ArrayList<>();
                vault.users()
                        .forEach((scope, user) -> {
                            Map<String, Object> login = new LinkedHashMap<>();
                            login.put("scope", scope.kind().text());
                            login.put("name", scope.name());
                            login.put("user", user);
                            logins.add(login);
                        });
                Json.print(out, Map.of("logins", logins));
                return;
            }
            TextTable table = new TextTable("FOR", "NAME", "USER");
            vault.users()
                    .forEach((scope, user) -> table.row(scope.kind().text(), scope.name(), user));
            table.print(out);
            out.flush();
        }
    }

    @Command(name = "remove", description = "Forgets a login.")
    static final class RemoveVerb implements Callable<Integer> {
        @ArgGroup(multiplicity = "1")
        Whom whom = new Whom();

        @Mixin Where where = new Where();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Scope scope = whom.scope();
            open(
                    where.place(),
                    vault -> {
                        if (!vault.remove(scope)) {
                            throw Fault.badInput("no login is kept for " + scope);
                        }
                        vault.save();
                    });
            PrintWriter out = Terminal.out(spec);
            out.println("forgot the login for " + scope);
            out.flush();
            return 0;
        }
    }

    @Command(
            name = "new-key",
            description =
                    "Writes a new random key to a file that only you may read. Keep a copy elsewhere:"
                            + " without it the vault is lost.")
    static final class NewKeyVerb implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
        Path file = Path.of("");

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            try (VaultKey key = VaultKey.fresh(new SecureRandom())) {
                key.writeTo(file);
            }
            PrintWriter out = Terminal.out(spec);
            out.printf(
                    "wrote a key to %s; give it with --vault-key-file, or put its text into %s%n",
                    file, VaultKey.VARIABLE);
            out.flush();
            return 0;
        }
    }
}
