package org.trimtab.drivers.braiins;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.braiins.BraiinsProtocol.Details;
import org.trimtab.drivers.braiins.BraiinsProtocol.Work;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.DeviceReading;

/**
 * Reads a device by its REST interface, which names its state; or by its cgminer interface when the other is missing
 * or does not let us in. Which of them it is, is kept, so that a device without REST is not asked for it each time.
 */
final class BraiinsPoll implements Conversation<DeviceReport> {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private enum Step {
        DETAILS(BraiinsProtocol.DETAILS),
        STATS(BraiinsProtocol.STATS),
        POOLS(BraiinsProtocol.POOLS),
        CGMINER_SUMMARY("summary"),
        CGMINER_TUNER("tunerstatus"),
        CGMINER_POOLS("pools");

        private final String asked;

        Step(String asked) {
            this.asked = asked;
        }
    }

    private final Device device;
    private final BraiinsRest rest;
    private final RestTalk talk;
    private final boolean withPools;
    private final Instant startedAt;
    private final boolean byRest;
    private Step step = Step.DETAILS;
    private @Nullable Details details;
    private @Nullable String withoutRest;
    private long megahashesPerSecond;
    private @Nullable DeviceReading reading;

    /**
     * A poll.
     *
     * @param always true to try the REST interface even when it is known not to be usable
     */
    BraiinsPoll(
            Device device,
            BraiinsRest rest,
            RestTalk talk,
            boolean withPools,
            Instant startedAt,
            boolean always) {
        this.device = device;
        this.rest = rest;
        this.talk = talk;
        this.withPools = withPools;
        this.startedAt = startedAt;
        this.byRest = always || rest.worthAsking(device.id());
    }

    @Override
    public Turn<DeviceReport> open() {
        return ask(byRest ? Step.DETAILS : Step.CGMINER_SUMMARY);
    }

    @Override
    public Turn<DeviceReport> next(Reply reply) {
        return switch (step) {
            case DETAILS, STATS, POOLS -> rest(talk.result(reply));
            case CGMINER_SUMMARY, CGMINER_TUNER, CGMINER_POOLS -> cgminer(reply);
        };
    }

    /** Who it is; null when its REST interface did not tell. */
    @Nullable Details details() {
        return details;
    }

    /** Why it was read without its REST interface; null when it was read with it. */
    @Nullable String withoutRest() {
        return withoutRest;
    }

    private Turn<DeviceReport> rest(RestTalk.Result result) {
        String absent = BraiinsRest.absent(result);
        if (absent != null && reading == null) {
            rest.setAside(device.id());
            withoutRest = absent;
            details = null;
            return ask(Step.CGMINER_SUMMARY);
        }
        return switch (result) {
            case RestTalk.Result.Again again -> new Turn.Ask<>(again.exchange());
            case RestTalk.Result.Failed failed -> {
                if (failed.failure() == Failure.NO_ANSWER) {
                    // It hangs; the next poll shall not wait for it.
                    rest.setAside(device.id());
                }
                yield failed(failed.failure(), failed.detail());
            }
            case RestTalk.Result.Refused refused -> failed(Failure.DEVICE_ERROR, refused.detail());
            case RestTalk.Result.Got got -> got(got);
        };
    }

    private Turn<DeviceReport> got(RestTalk.Result.Got got) {
        return switch (step) {
            case DETAILS -> {
                details = BraiinsProtocol.details(got.json());
                yield details == null
                        ? failed(Failure.GARBLED, "its details cannot be read")
                        : ask(Step.STATS);
            }
            case STATS -> stats(BraiinsProtocol.stats(got.json()));
            default -> pools(BraiinsProtocol.poolsDigest(got.json()));
        };
    }

    private Turn<DeviceReport> stats(@Nullable Work work) {
        if (work == null || details == null) {
            return failed(Failure.GARBLED, "its stats give no hash rate");
        }
        rest.found(device.id());
        reading = BraiinsMapping.reading(device, startedAt, work, details);
        return withPools ? ask(Step.POOLS) : done(null, "");
    }

    private Turn<DeviceReport> pools(@Nullable String digest) {
        return digest == null
                ? failed(Failure.GARBLED, "its pools cannot be read")
                : done(digest, "");
    }

    private Turn<DeviceReport> cgminer(Reply reply) {
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return failed(lost.failure(), lost.detail());
        }
        CgminerReply answer =
                reply instanceof Reply.Answered answered
                        ? CgminerReply.parse(answered.bytes())
                        : null;
        if (answer == null || answer.json().truncated()) {
            return failed(Failure.GARBLED, "its answer to " + step.asked + " cannot be read");
        }
        // Without a tuner the nameplate's power serves, so a refusal there is no failure.
        if (!answer.success() && step != Step.CGMINER_TUNER) {
            return failed(Failure.DEVICE_ERROR, "it says \"" + answer.message() + "\"");
        }
        return switch (step) {
            case CGMINER_SUMMARY -> summary(BraiinsProtocol.summary(answer));
            case CGMINER_TUNER -> {
                Work work = new Work(megahashesPerSecond, BraiinsProtocol.tunerWatts(answer));
                reading = BraiinsMapping.reading(device, startedAt, work);
                yield withPools ? ask(Step.CGMINER_POOLS) : done(null, "");
            }
            default -> pools(BraiinsProtocol.poolsDigest(answer));
        };
    }

    private Turn<DeviceReport> summary(@Nullable Long rate) {
        if (rate == null) {
            return failed(Failure.GARBLED, "its summary gives no hash rate");
        }
        megahashesPerSecond = rate;
        return ask(Step.CGMINER_TUNER);
    }

    private Turn<DeviceReport> ask(Step next) {
        step = next;
        return new Turn.Ask<>(
                switch (next) {
                    case DETAILS, STATS, POOLS ->
                            talk.ask(BraiinsProtocol.get(next.asked, rest.within()));
                    case CGMINER_SUMMARY, CGMINER_TUNER, CGMINER_POOLS ->
                            new Exchange(
                                    device.endpoint().port(),
                                    BraiinsProtocol.ask(next.asked),
                                    Framing.CGMINER,
                                    ANSWERS_WITHIN,
                                    false);
                });
    }

    private Turn<DeviceReport> done(@Nullable String digest, String detail) {
        return new Turn.Done<>(new DeviceReport(reading, null, detail, digest));
    }

    private Turn<DeviceReport> failed(Failure failure, String detail) {
        return reading == null
                ? new Turn.Done<>(new DeviceReport(null, failure, detail, null))
                : done(null, "its pools could not be read: " + detail);
    }
}
