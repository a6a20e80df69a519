package org.trimtab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where was measured.
 *
 * @param cores processors this process may use
 * @param memoryMb main memory, or what the container allows, MB
 * @param os operating system, version and architecture
 * @param jdk the Java run time
 * @param loadBefore mean number of running tasks over the last minute, before; null where the system does not say
 */
record Machine(int cores, long memoryMb, String os, String jdk, @Nullable Double loadBefore) {
    private static final double NANOS_PER_MS = 1e6;
    private static final int BYTES_PER_MB = 1_000_000;

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system().getTotalMemorySize() / BYTES_PER_MB,
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vendor.version") + " " + property("java.runtime.version"),
                load());
    }

    static @Nullable Double load() {
        double load = system().getSystemLoadAverage();
        return load < 0 ? null : load;
    }

    /** Processor time this process has used so far, all its threads together, ms. */
    static double processorMs() {
        return system().getProcessCpuTime() / NANOS_PER_MS;
    }

    /** True when others use so much of the machine that times say more about them than about Trimtab. */
    boolean isBusy() {
        return loadBefore != null && loadBefore > cores / 2.0;
    }

    String inWords() {
        return String.format(
                Locale.ROOT,
                "%d cores, %,d MB, %s; JDK %s; load average before %s",
                cores,
                memoryMb,
                os,
                jdk,
                loadBefore == null ? "unknown" : String.format(Locale.ROOT, "%.2f", loadBefore));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown").strip();
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}
