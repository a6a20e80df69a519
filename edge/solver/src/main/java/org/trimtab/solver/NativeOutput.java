package org.trimtab.solver;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps what a native library writes to standard output out of ours. HiGHS 1.12 prints a line of its own for some
 * solutions whatever its options say, and standard output may be a JSON object somebody reads. What Java writes to
 * standard output while a silenced piece of work runs is lost as well; progress belongs on standard error.
 *
 * <p>Where the C library has no {@code dup2} (Windows) the work runs and may be heard.
 */
public final class NativeOutput {
    private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();
    private static final boolean IS_THERE =
            List.of("dup", "dup2", "open", "close", "fflush").stream()
                    .allMatch(name -> LIBRARY.find(name).isPresent());
    private static final int STANDARD_OUTPUT = 1;
    private static final int WRITE_ONLY = 1;

    private static int silenced;
    private static int kept = -1;

    private NativeOutput() {}

    /**
     * Runs a piece of work while native code cannot be heard. Several may run at once.
     *
     * @param work what to run
     * @param <T> what it gives
     * @return what the work gave
     */
    public static <T> T silenced(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    private static synchronized void enter() {
        silenced++;
        if (silenced > 1 || !IS_THERE) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            kept = (int) C.DUP.invokeExact(STANDARD_OUTPUT);
            int nowhere = (int) C.OPEN.invokeExact(arena.allocateFrom("/dev/null"), WRITE_ONLY);
            if (kept >= 0 && nowhere >= 0) {
                int ignored = (int) C.DUP2.invokeExact(nowhere, STANDARD_OUTPUT);
                ignored = (int) C.CLOSE.invokeExact(nowhere);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("standard output cannot be turned aside", e);
        }
    }

    private static synchronized void leave() {
        silenced--;
        if (silenced > 0 || kept < 0) {
            return;
        }
        try {
            // The C library keeps lines back; they must go where they were meant to go, nowhere.
            int ignored = (int) C.FFLUSH.invokeExact(MemorySegment.NULL);
            ignored = (int) C.DUP2.invokeExact(kept, STANDARD_OUTPUT);
            ignored = (int) C.CLOSE.invokeExact(kept);
            kept = -1;
        } catch (Throwable e) {
            throw new IllegalStateException("standard output cannot be turned back", e);
        }
    }

    /** The few calls of the C library that this takes. */
    @SuppressWarnings("restricted")
    private static final class C {
        static final MethodHandle DUP = call("dup", ValueLayout.JAVA_INT);
        static final MethodHandle DUP2 = call("dup2", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        static final MethodHandle CLOSE = call("close", ValueLayout.JAVA_INT);
        static final MethodHandle FFLUSH = call("fflush", ValueLayout.ADDRESS);
        static final MethodHandle OPEN = open();

        private C() {}

        private static MethodHandle call(String name, ValueLayout... arguments) {
            return LIBRARY.find(name)
                    .map(at ->
                            Linker.nativeLinker()
                                    .downcallHandle(
                                            at,
                                            FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments)))
                    .orElseThrow();
        }

        /** It takes a mode only when it makes a file, so two arguments of a variadic call are enough. */
        private static MethodHandle open() {
            return LIBRARY.find("open")
                    .map(at ->
                            Linker.nativeLinker()
                                    .downcallHandle(
                                            at,
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT,
                                                    ValueLayout.ADDRESS,
                                                    ValueLayout.JAVA_INT),
                                            Linker.Option.firstVariadicArg(2)))
                    .orElseThrow();
        }
    }
}
