package org.trimtab.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.trimtab.rules.SourceTree.SourceFile;

/** What the compiler's parser sees in one Java file: its methods with their length, and every name it declares. */
record JavaShape(List<Method> methods, List<Declared> declared) {
    /**
     * A method or constructor.
     *
     * @param name its name
     * @param line where it starts
     * @param lines how many lines it covers
     * @param parameters how many it takes; 0 for the constructor of a record
     * @param test true when it is annotated as a test
     */
    record Method(String name, long line, long lines, int parameters, boolean test) {}

    /** A declared type, method or variable. */
    record Declared(String name, long line) {}

    /** The shapes of all files, by path; one run of the parser for all is many times faster than one each. */
    static Map<String, JavaShape> of(List<SourceFile> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        JavacTask task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(
                                        null,
                                        null,
                                        diagnostic -> {},
                                        List.of("-proc:none"),
                                        null,
                                        files.stream().map(InMemory::new).toList());
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        Map<String, JavaShape> shapes = new HashMap<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                Reader reader = new Reader(unit, positions);
                reader.scan(unit, null);
                String path = unit.getSourceFile().toUri().getPath().substring(1);
                shapes.put(path, new JavaShape(reader.methods, reader.declared));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shapes;
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String text;

        InMemory(SourceFile file) {
            super(URI.create("string:///" + file.path()), JavaFileObject.Kind.SOURCE);
            this.text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final List<Method> methods = new ArrayList<>();
        private final List<Declared> declared = new ArrayList<>();
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Reader(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            declare(type.getSimpleName().toString(), type);
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            declare(variable.getName().toString(), variable);
            return super.visitVariable(variable, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long start = lineAt(positions.getStartPosition(unit, method));
            long end = lineAt(positions.getEndPosition(unit, method));
            boolean constructor = method.getReturnType() == null;
            boolean test =
                    method.getModifiers().getAnnotations().stream()
                            .map(annotation -> annotation.getAnnotationType().toString())
                            .anyMatch(name ->
                                    name.equals("Test") || name.equals("ParameterizedTest"));
            methods.add(
                    new Method(
                            method.getName().toString(),
                            start,
                            end - start + 1,
                            constructor ? 0 : method.getParameters().size(),
                            test));
            declare(method.getName().toString(), method);
            return super.visitMethod(method, nothing);
        }

        private void declare(String name, Tree tree) {
            declared.add(new Declared(name, lineAt(positions.getStartPosition(unit, tree))));
        }

        private long lineAt(long position) {
            return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
        }
    }
}
