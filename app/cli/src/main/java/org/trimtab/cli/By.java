package org.trimtab.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does what a verb does. */
final class By {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does it (default: the name you are logged in with).")
    @Nullable String name;

    String name() {
        if (name != null) {
            return name;
        }
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "-");
        return user.matches("[A-Za-z0-9].{0,63}") ? user : "operator";
    }
}
