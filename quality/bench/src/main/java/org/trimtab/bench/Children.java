package org.trimtab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes under measurement and the folder they work in. All are ended and the folder is deleted when this is
 * closed, and also when the benchmark itself is ended, as by Ctrl-C.
 */
final class Children implements AutoCloseable {
    private final Path folder;
    private final Trimtab trimtab;
    private final List<Child> started = new ArrayList<>();
    private final Thread atExit = new Thread(this::end);
    private boolean ended;

    private Children(Path folder, Trimtab trimtab) {
        this.folder = folder;
        this.trimtab = trimtab;
    }

    static Children in(Trimtab trimtab) throws IOException {
        Children children = new Children(Files.createTempDirectory("trimtab-bench-"), trimtab);
        Runtime.getRuntime().addShutdownHook(children.atExit);
        return children;
    }

    Path folder() {
        return folder;
    }

    /** Starts a verb; its errors go into a file of this name. */
    synchronized Child start(String name, List<String> arguments) throws IOException {
        if (ended) {
            throw new BenchFailure("the benchmark is ending");
        }
        Child child = Child.start(trimtab.command(arguments), folder.resolve(name + ".err"));
        started.add(child);
        return child;
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        started.reversed().forEach(Child::kill);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("trimtab: " + folder + " could not be deleted: " + e.getMessage());
        }
    }
}
