package org.trimtab.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.EventView;
import org.trimtab.live.LiveSettings;
import org.trimtab.live.LiveSite;
import org.trimtab.live.SiteDesk;
import org.trimtab.live.SiteStatus;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Signal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.server.ServerSettings;
import org.trimtab.server.SiteServer;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.StackedFleet;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.VirtualSiteMeter;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.meter.MeterSpec;

/**
 * Plays the demonstration of stacked obligations: an emergency on top of a followed base point on top of a dear hour, on
 * a site one of whose feeders cannot carry all its machines and some of whose machines are deaf.
 */
final class DemoStackedRun implements AutoCloseable {
    static final String TRACK = "base-point-hour";
    static final String EMERGENCY = "emergency";

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    /** A feeder that carries too much must be relieved in this time. */
    private static final Duration FEEDER_SETTLES_WITHIN = Duration.ofSeconds(25);

    private static final Duration METERED = Duration.ofSeconds(3);
    private static final Duration RESTORED_WITHIN = Duration.ofSeconds(40);
    private static final long LOOK_MS = 20;

    /** Steps that wait to be told; beyond this the tale has gaps, and says so. */
    private static final int STEPS_MAX = 100_000;

    private static final Share SOUTH_CARRIES = new Share(850_000);
    private static final Share NORTH_CARRIES = new Share(1_100_000 - 100_000);
    private static final MeterSpec FEEDER_METER =
            new MeterSpec(1, Power.ZERO, Share.NONE, Duration.ZERO, new Share(1_000));
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final DemoPlan plan;
    private final DemoStory story;
    private final DemoMine mine;
    private final LiveSite site;
    private final SiteServer server;
    private final DemoFeeders feeders;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>(STEPS_MAX);
    private final DemoTale tale;
    private final Instant begun = Instant.now();
    private volatile boolean gaps;

    /** The virtual mine: its machines and its meters. */
    private record DemoMine(
            VirtualFleet fleet,
            VirtualSiteMeter meter,
            Map<String, VirtualSiteMeter> feederMeters,
            Map<String, Long> limitsW)
            implements AutoCloseable {
        @Override
        public void close() {
            feederMeters.values().forEach(VirtualSiteMeter::close);
            meter.close();
            fleet.close();
        }
    }
}
