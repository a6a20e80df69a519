package org.trimtab.drivers.antminer;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.antminer.AntminerProtocol.Work;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.resource.Device;

/**
 * Reads an Antminer: its stats; its summary where the stats give no hash rate; its settings where it does not hash,
 * to tell sleeping from starting, or where its pools are wanted.
 */
final class AntminerPoll implements Conversation<DeviceReport> {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);

    private enum Step {
        STATS,
        SUMMARY,
        SETTINGS
    }

    private final Device device;
    private final Page page;
    private final boolean withPools;
    private final Instant startedAt;
    private Step step = Step.STATS;
    private @Nullable Work work;
    private @Nullable MinerSettings read;

    AntminerPoll(Device device, Page page, boolean withPools, Instant startedAt) {
        this.device = device;
        this.page = page;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        return ask(Step.STATS, AntminerProtocol.STATS);
    }

    @Override
    public Turn<DeviceReport> next(Reply reply) {
        return switch (page.result(reply)) {
            case Page.Result.Again again -> new Turn.Ask<>(again.exchange());
            case Page.Result.Failed failed -> failed(failed.failure(), failed.detail());
            case Page.Result.Refused refused ->
                    failed(Failure.DEVICE_ERROR, "it answered HTTP " + refused.status());
            case Page.Result.Got got -> got(got.body());
        };
    }

    /** Its settings; null when they were not wanted or could not be read. */
    @Nullable MinerSettings settings() {
        return read;
    }

    private Turn<DeviceReport> got(byte[] body) {
        return switch (step) {
            case STATS -> work(AntminerProtocol.stats(body));
            case SUMMARY -> work(AntminerProtocol.summary(body));
            case SETTINGS -> settings(MinerSettings.parse(body));
        };
    }

    private Turn<DeviceReport> work(@Nullable Work told) {
        if (told == null) {
            return failed(
                    Failure.GARBLED,
                    "its " + step.name().toLowerCase(Locale.ROOT) + " cannot be read");
        }
        Work known = work == null ? told : joined(work, told);
        work = known;
        if (step == Step.STATS && known.running() && known.megahashesPerSecond() == null) {
            return ask(Step.SUMMARY, AntminerProtocol.SUMMARY);
        }
        return known.hashing() && !withPools
                ? done(known, null, null, "")
                : ask(Step.SETTINGS, AntminerProtocol.GET_SETTINGS);
    }

    /** The hash rate is in the summary, the power in the stats. */
    private static Work joined(Work stats, Work summary) {
        return new Work(
                stats.running() && summary.running(),
                summary.megahashesPerSecond(),
                stats.watts() == null ? summary.watts() : stats.watts(),
                Heat.hotter(stats.temperature(), summary.temperature()));
    }

    private Turn<DeviceReport> settings(@Nullable MinerSettings settings) {
        if (settings == null || work == null) {
            return failed(Failure.GARBLED, "its settings cannot be read");
        }
        read = settings;
        return done(work, settings.mode(), withPools ? settings.poolsDigest() : null, "");
    }

    private Turn<DeviceReport> failed(Failure failure, String detail) {
        if (work != null && work.hashing()) {
            return done(work, null, null, "its pools could not be read: " + detail);
        }
        return new Turn.Done<>(new DeviceReport(null, failure, detail, null));
    }

    private Turn<DeviceReport> done(
            Work known, @Nullable Integer mode, @Nullable String poolsDigest, String detail) {
        return new Turn.Done<>(
                new DeviceReport(
                        AntminerMapping.reading(device, startedAt, known, mode),
                        null,
                        detail,
                        poolsDigest));
    }

    private Turn<DeviceReport> ask(Step next, String path) {
        step = next;
        return new Turn.Ask<>(page.get(path, ANSWERS_WITHIN));
    }
}
