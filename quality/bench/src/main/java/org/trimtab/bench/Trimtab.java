package org.trimtab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Trimtab is started for a measurement: by its launcher, as people start it, so that its choice of options for the
 * virtual machine is part of what is measured; or, when there is no launcher, on this process's class path.
 *
 * @param launcher the launcher; null when the benchmark was started without
 */
record Trimtab(@Nullable Path launcher) {
    private static final String LAUNCHER = "trimtab.launcher";

    static Trimtab found() {
        String launcher = System.getProperty(LAUNCHER);
        return new Trimtab(launcher == null ? null : Path.of(launcher));
    }

    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (launcher != null) {
            command.add(launcher.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(org.trimtab.cli.Main.class.getName());
        }
        command.addAll(arguments);
        return command;
    }

    String inWords() {
        return launcher == null ? "java without the launcher's options" : launcher.toString();
    }
}
