package org.trimtab.openadr.site;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Section;
import org.trimtab.openadr.tls.Tls;
import org.trimtab.openadr.ven.VenSettings;
import org.trimtab.openadr.ven.VtnAddress;
import org.trimtab.quantity.QuantityFormat;

/** Reads the {@code openadr} block of a site file. */
public final class VenBlocks {
    private static final int SECRET_MAX = 4096;

    private final Path directory;
    private final Function<String, @Nullable String> environment;
    private final String site;

    private VenBlocks(Path directory, Function<String, @Nullable String> environment, String site) {
        this.directory = directory;
        this.environment = environment;
        this.site = site;
    }

    /**
     * The whole block.
     *
     * @param followed the VTNs
     * @param door where webhooks are taken; null for none
     */
    public record Read(List<Followed> followed, @Nullable InetSocketAddress door) {
        /** No VTN. */
        public static final Read NONE = new Read(List.of(), null);

        /** Copies the list. */
        public Read {
            followed = List.copyOf(followed);
        }
    }

    /**
     * Reads the block.
     *
     * @param root the whole site file
     * @param directory where relative files are looked for
     * @param environment looks up an environment variable
     * @throws org.trimtab.documents.BadDocument when anything in it is wrong
     */
    public static Read read(
            Section root, Path directory, Function<String, @Nullable String> environment) {
        Section block = root.findSection("openadr");
        if (block == null) {
            return Read.NONE;
        }
        block.only("webhooks", "vtns");
        VenBlocks blocks = new VenBlocks(directory, environment, root.text("site"));
        Section hooks = block.findSection("webhooks");
        URI called = null;
        InetSocketAddress door = null;
        if (hooks != null) {
            hooks.only("listen", "url");
            door = hooks.value("listen", VenBlocks::endpoint);
            called = hooks.value("url", VenBlocks::url);
        }
        List<Followed> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section vtn : block.sections("vtns")) {
            Followed followed = blocks.vtn(vtn, called);
            if (!names.add(followed.name())) {
                throw vtn.bad("name", "a VTN of this name is given above");
            }
            all.add(followed);
        }
        return new Read(all, door);
    }

    private Followed vtn(Section block, @Nullable URI called) {
        String name = block.value("name", VenBlocks::name);
        Followed.Counting counting =
                new Followed.Counting(
                        block.text("program", "event"),
                        block.value("prices", VenBlocks::yesOrNo, true));
        String profile = block.text("profile", "3");
        return profile.startsWith("2.0")
                ? new Followed.Version2(LegacyBlock.read(block, name, site, directory), counting)
                : new Followed.Version3(modern(block, name, called), counting);
    }

    private VenSettings modern(Section block, String name, @Nullable URI called) {
        block.only(
                "name",
                "profile",
                "version",
                "ca-file",
                "url",
                "id",
                "secret-env",
                "secret-file",
                "scope",
                "ven",
                "targets",
                "programs",
                "program",
                "prices",
                "poll",
                "mqtt",
                "webhooks",
                "reports",
                "tls-cert",
                "tls-key",
                "tls-ca",
                "simple",
                "emergency",
                "control-setpoint",
                "usual",
                "ignore");
        boolean hooked = block.value("webhooks", VenBlocks::yesOrNo, called != null);
        if (hooked && called == null) {
            throw block.bad("webhooks", "say where under openadr.webhooks: listen and url");
        }
        VenSettings.Webhook webhook =
                hooked && called != null
                        ? new VenSettings.Webhook(under(called, name), null)
                        : null;
        return new VenSettings(
                address(block, name),
                MeaningsBlock.read(block),
                block.value("poll", VenBlocks::poll, Duration.ofSeconds(30)),
                webhook,
                block.value("mqtt", VenBlocks::yesOrNo, false),
                block.value("reports", VenBlocks::yesOrNo, true),
                (site + "/" + name).hashCode() ^ System.nanoTime());
    }

    private VtnAddress address(Section block, String name) {
        URI url = block.value("url", VenBlocks::url);
        String id = block.find("id", Function.identity());
        String secret = secret(block);
        if ((id == null) != (secret == null)) {
            throw block.bad(
                    id == null ? "secret-env" : "id",
                    "id and secret-env or secret-file go together; a public VTN has neither");
        }
        return new VtnAddress(
                name,
                url,
                id,
                secret,
                block.find("scope", Function.identity()),
                block.text("ven", site),
                block.values("targets", VenBlocks::target),
                new LinkedHashSet<>(block.values("programs", Function.identity())),
                block.value(older(block, "profile", "version"), VenBlocks::isOld, false),
                tls(block));
    }

    /** The name a key had before, where only that is written. */
    private static String older(Section block, String name, String before) {
        return block.has(before) && !block.has(name) ? before : name;
    }

    private @Nullable Tls tls(Section block) {
        Path ca = block.find(older(block, "tls-ca", "ca-file"), directory::resolve);
        Path certificate = block.find("tls-cert", directory::resolve);
        Path key = block.find("tls-key", directory::resolve);
        try {
            return Tls.of(certificate, key, ca);
        } catch (IllegalArgumentException e) {
            throw block.bad(
                    certificate == null && key == null ? "tls-ca" : "tls-cert",
                    String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String secret(Section block) {
        String variable = block.find("secret-env", Function.identity());
        Path file = block.find("secret-file", directory::resolve);
        if (variable != null && file != null) {
            throw block.bad("secret-file", "give secret-env or secret-file, not both");
        }
        if (variable != null) {
            String secret = environment.apply(variable);
            if (secret == null) {
                throw block.bad(
                        "secret-env", "environment variable " + variable + " is not set; set it");
            }
            return secret;
        }
        if (file == null) {
            return null;
        }
        try {
            if (Files.size(file) > SECRET_MAX) {
                throw block.bad("secret-file", "is longer than " + SECRET_MAX + " bytes");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw block.bad("secret-file", file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static URI under(URI url, String name) {
        String text = url.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + name);
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,15}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must be 1 to 16 letters, digits or . _ -");
        }
        return text;
    }

    private static String target(String text) {
        if (text.isEmpty() || text.length() > 128) {
            throw new IllegalArgumentException("a target has 1 to 128 characters");
        }
        return text;
    }

    static URI url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no URL such as https://vtn.example/openadr3/3.1.0");
        }
        return url;
    }

    static Duration poll(String text) {
        Duration poll = QuantityFormat.parseDuration(text);
        if (poll.compareTo(VenSettings.POLL_MIN) < 0) {
            throw new IllegalArgumentException("a VTN is polled at most once a second");
        }
        return poll;
    }

    private static boolean isOld(String text) {
        return switch (text) {
            case "3", "3.1", "3.1.0" -> false;
            case "3.0", "3.0.1" -> true;
            default ->
                    throw new IllegalArgumentException(
                            "\"" + text + "\" is not spoken here; 3.1.0, 3.0.1, 2.0b and 2.0a are");
        };
    }

    static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is not true or false");
        };
    }

    private static InetSocketAddress endpoint(String text) {
        int colon = text.lastIndexOf(':');
        String port = colon < 0 ? "" : text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no address and port such as 127.0.0.1:7072");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }
}
