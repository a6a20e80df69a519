package org.trimtab.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of the project as people wrote them. */
final class SourceTree {
    private static final Set<String> NOT_OURS =
            Set.of(
                    ".git",
                    ".idea",
                    ".vscode",
                    "target",
                    "node_modules",
                    "out",
                    "demo-out",
                    "recordings");
    private static final Set<String> TEXT =
            Set.of(
                    "java",
                    "md",
                    "xml",
                    "yaml",
                    "yml",
                    "js",
                    "css",
                    "html",
                    "sh",
                    "properties",
                    "txt");
    private static final Set<String> TEXT_WITHOUT_SUFFIX =
            Set.of("trimtab", "run", "find-jdk", "NOTICE", ".editorconfig", ".gitignore");

    /** One text file; {@code path} is relative to the project with forward slashes. */
    record SourceFile(String path, String text) {
        List<String> lines() {
            return text.lines().toList();
        }

        boolean isJava() {
            return path.endsWith(".java");
        }

        boolean isShipped() {
            return path.contains("src/main/") && !path.startsWith("quality/");
        }

        boolean isTest() {
            return path.contains("src/test/");
        }
    }

    private SourceTree() {}

    /** The project's folder, looked for upwards from the working directory. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.isRegularFile(folder.resolve("trimtab"))
                    && Files.isDirectory(folder.resolve("core"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException(
                "the project's folder was not found above the working directory");
    }

    static SourceFile read(String path) {
        try {
            return new SourceFile(path, Files.readString(root().resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every text file of the project, in the order of their paths. */
    static List<SourceFile> textFiles() {
        Path root = root();
        List<SourceFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Collector(root, files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.sort((a, b) -> a.path().compareTo(b.path()));
        return files;
    }

    static List<SourceFile> javaFiles() {
        return textFiles().stream().filter(SourceFile::isJava).toList();
    }

    private static boolean isText(String name) {
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        return TEXT_WITHOUT_SUFFIX.contains(name) || name.contains(".") && TEXT.contains(suffix);
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<SourceFile> files;

        Collector(Path root, List<SourceFile> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile() && isText(file.getFileName().toString())) {
                String path = root.relativize(file).toString().replace('\\', '/');
                files.add(new SourceFile(path, Files.readString(file)));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
