package org.trimtab.store.registry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.store.registry.DeviceAccess.Encrypted;

/** Reads how the devices of a group may be reached: {@code login}, {@code encryption}, {@code ports}. */
final class DeviceLogins {
    /** Services that a family may serve beside its main port. */
    private static final List<String> SERVICES = List.of("api", "http", "https", "rest", "web");

    private static final Map<String, Encrypted> ENCRYPTIONS = encryptions();

    private DeviceLogins() {}

    static DeviceAccess access(Section block, String group, String family, Path directory) {
        Section login = block.findSection("login");
        boolean fromVault = login != null && isFromVault(login);
        return new DeviceAccess(
                group,
                family,
                login == null || fromVault ? null : login(login, directory),
                fromVault,
                block.value("encryption", DeviceLogins::encryption, Encrypted.NONE),
                ports(block.findSection("ports")));
    }

    /** Checks the keys of a login, and says whether it is the vault's. */
    private static boolean isFromVault(Section block) {
        if (block.has("password")) {
            throw block.bad(
                    "password",
                    "a password never stands in this file; write password-env: NAME,"
                            + " password-file: PATH, or keep it in the vault and write vault: true");
        }
        block.only("user", "password-env", "password-file", "vault");
        if (!block.has("vault")) {
            return false;
        }
        if (!block.value("vault", Parsers::yesOrNo)) {
            throw block.bad("vault", "write vault: true, or leave the key out");
        }
        for (String other : List.of("user", "password-env", "password-file")) {
            if (block.has(other)) {
                throw block.bad(
                        other, "the vault holds user and password; leave this out or the vault");
            }
        }
        return true;
    }

    private static LoginRef login(Section block, Path directory) {
        String user = block.text("user");
        if (block.has("password-env") == block.has("password-file")) {
            throw block.bad("user", "give either password-env: NAME or password-file: PATH");
        }
        return block.has("password-env")
                ? new LoginRef(
                        user,
                        new LoginRef.FromEnvironment(
                                block.value("password-env", DeviceLogins::variable)))
                : new LoginRef(
                        user,
                        new LoginRef.FromFile(
                                block.value("password-file", (String p) -> directory.resolve(p))));
    }

    private static String variable(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")) {
            throw Parsers.bad(name, "the name of an environment variable, such as SITE_PW");
        }
        return name;
    }

    private static Map<String, Integer> ports(@Nullable Section block) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (block != null) {
            block.only(SERVICES.toArray(String[]::new));
            for (String service : block.keys()) {
                ports.put(service, block.value(service, Parsers.whole(1, 65_535)));
            }
        }
        return ports;
    }

    private static Encrypted encryption(String text) {
        Encrypted encryption = ENCRYPTIONS.get(text);
        if (encryption == null) {
            throw new IllegalArgumentException(
                    "unknown encryption" + Nearest.advice(text, ENCRYPTIONS.keySet()));
        }
        return encryption;
    }

    private static Map<String, Encrypted> encryptions() {
        Map<String, Encrypted> encryptions = new LinkedHashMap<>();
        encryptions.put("none", Encrypted.NONE);
        encryptions.put("verified", Encrypted.VERIFIED);
        encryptions.put("self-signed", Encrypted.SELF_SIGNED);
        return encryptions;
    }
}
