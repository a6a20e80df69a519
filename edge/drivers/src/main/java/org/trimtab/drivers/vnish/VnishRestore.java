package org.trimtab.drivers.vnish;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.vnish.VnishProtocol.Settings;
import org.trimtab.resource.Device;

/**
 * Puts a device's throttle and preset back as they were. An answer of 200 proves nothing on this firmware, so each is
 * read back, and only what is seen to be as before is taken off what is kept.
 */
final class VnishRestore {
    private enum Step {
        THROTTLE,
        THROTTLE_SEEN,
        PRESET,
        PRESET_SEEN,
        END
    }

    private final Device device;
    private final VnishSite site;
    private final RestTalk talk;
    private Step step = Step.END;
    private String trouble = "";
    private @Nullable Failure gone;

    VnishRestore(Device device, VnishSite site, RestTalk talk) {
        this.device = device;
        this.site = site;
        this.talk = talk;
    }

    /** What to ask first; null when nothing is to be put back. */
    @Nullable Exchange first() {
        return ask(Step.THROTTLE);
    }

    /** What to ask after a reply; null when it is over. */
    @Nullable Exchange after(Reply reply) {
        return switch (talk.result(reply)) {
            case RestTalk.Result.Again again -> again.exchange();
            case RestTalk.Result.Failed failed -> {
                trouble = failed.detail();
                gone = failed.failure();
                yield null;
            }
            case RestTalk.Result.Refused refused -> {
                trouble = refused.detail();
                yield ask(afterTrouble());
            }
            case RestTalk.Result.Got got -> got(got);
        };
    }

    /** Why not everything was put back; empty when all was. */
    String trouble() {
        return trouble;
    }

    /** Why its web server cannot be talked to any more; null when it can. */
    @Nullable Failure gone() {
        return gone;
    }

    private @Nullable Exchange got(RestTalk.Result.Got got) {
        VnishPrior prior = site.prior(device.id());
        switch (step) {
            case THROTTLE_SEEN -> {
                Integer seen = VnishProtocol.throttle(got.json());
                if (seen != null && seen.equals(prior.throttlePercent())) {
                    site.remember(device.id(), prior.withThrottle(null));
                } else {
                    trouble = "its throttle is not back at " + prior.throttlePercent() + " %";
                }
            }
            case PRESET_SEEN -> {
                Settings settings = VnishProtocol.settings(got.json());
                if (settings != null
                        && settings.preset() != null
                        && settings.preset().equals(prior.preset())) {
                    site.remember(device.id(), prior.withPreset(null));
                } else {
                    trouble = "its preset is not back at \"" + prior.preset() + "\"";
                }
            }
            default -> {}
        }
        return ask(
                switch (step) {
                    case THROTTLE -> Step.THROTTLE_SEEN;
                    case THROTTLE_SEEN -> Step.PRESET;
                    case PRESET -> Step.PRESET_SEEN;
                    case PRESET_SEEN, END -> Step.END;
                });
    }

    private Step afterTrouble() {
        return step.compareTo(Step.PRESET) < 0 ? Step.PRESET : Step.END;
    }

    private @Nullable Exchange ask(Step from) {
        VnishPrior prior = site.prior(device.id());
        Integer percent = prior.throttlePercent();
        String preset = prior.preset();
        step = from;
        if (step == Step.THROTTLE && percent == null) {
            step = Step.PRESET;
        }
        if (step == Step.PRESET && preset == null) {
            step = Step.END;
        }
        return switch (step) {
            case THROTTLE ->
                    percent == null
                            ? null
                            : talk.ask(VnishProtocol.throttle(percent, site.within()));
            case THROTTLE_SEEN -> talk.ask(VnishProtocol.get(VnishProtocol.STATUS, site.within()));
            case PRESET ->
                    preset == null ? null : talk.ask(VnishProtocol.preset(preset, site.within()));
            case PRESET_SEEN ->
                    talk.ask(VnishProtocol.get(VnishProtocol.SETTINGS, site.within()).withLogin());
            case END -> null;
        };
    }
}
