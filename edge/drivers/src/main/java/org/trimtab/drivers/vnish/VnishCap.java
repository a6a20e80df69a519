package org.trimtab.drivers.vnish;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.rest.RestCommand;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.vnish.VnishProtocol.About;
import org.trimtab.drivers.vnish.VnishProtocol.Performance;
import org.trimtab.drivers.vnish.VnishProtocol.Preset;
import org.trimtab.drivers.vnish.VnishProtocol.Saved;
import org.trimtab.drivers.vnish.VnishProtocol.Settings;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;

/**
 * Holds a device at a lower power: by its throttle, a share of what its preset draws, on firmware that has one; else
 * by a lower preset that it has been tuned for. An answer of 200 proves nothing on this firmware, so what was asked is
 * read back. A preset that would take effect only after a restart is taken back and refused.
 */
final class VnishCap extends RestCommand {
    private final Device device;
    private final VnishSite site;
    private final Power most;
    private @Nullable Performance performance;
    private @Nullable Settings settings;
    private int percent;
    private String chosen = "";

    VnishCap(Device device, VnishSite site, RestTalk talk, Command command, Power most) {
        super(talk, command);
        this.device = device;
        this.site = site;
        this.most = most;
    }

    /**
     * The most it may draw unthrottled, W: by its preset, or by the highest one it may choose itself; null when no
     * preset tells.
     */
    static @Nullable Long fullWatts(Performance performance) {
        Long current = VnishProtocol.watts(performance.current());
        Long top = performance.switching() ? VnishProtocol.watts(performance.top()) : null;
        if (current == null || top == null) {
            return performance.switching() ? top : current;
        }
        return Math.max(current, top);
    }

    /** Whether a preset can be chosen for a cap. */
    static boolean offered(Preset preset, Settings settings) {
        return preset.tuned()
                && preset.watts() != null
                && (!preset.strongerSupply() || settings.strongerSupply());
    }

    @Override
    public Turn<CommandOutcome> open() {
        return ask(VnishProtocol.get(VnishProtocol.INFO, site.within()), this::info);
    }

    private Turn<CommandOutcome> info(Reply reply, RestTalk.Result.Got got) {
        About info = VnishProtocol.info(got.json());
        if (info == null || info.version() == null) {
            return garbled(reply, "it does not tell its version");
        }
        return info.atLeast(site.throttleFrom())
                ? ask(
                        VnishProtocol.get(VnishProtocol.PERFORMANCE, site.within()),
                        this::performance)
                : ask(
                        VnishProtocol.get(VnishProtocol.SETTINGS, site.within()).withLogin(),
                        this::settings);
    }

    private Turn<CommandOutcome> performance(Reply reply, RestTalk.Result.Got got) {
        performance = VnishProtocol.performance(got.json());
        return performance == null
                ? garbled(reply, "its preset cannot be read")
                : ask(VnishProtocol.get(VnishProtocol.STATUS, site.within()), this::throttle);
    }

    private Turn<CommandOutcome> throttle(Reply reply, RestTalk.Result.Got got) {
        Performance known = performance;
        Integer now = VnishProtocol.throttle(got.json());
        if (now == null || known == null) {
            return garbled(reply, "it does not tell its throttle");
        }
        Long preset = fullWatts(known);
        long full = preset == null ? device.running().watts() : preset;
        VnishPrior prior = site.prior(device.id());
        int own = prior.throttlePercent() == null ? now : prior.throttlePercent();
        percent = (int) Math.min(most.watts() * 100 / full, own);
        if (percent < site.leastPercent()) {
            return below(reply, (full * site.leastPercent() + 99) / 100);
        }
        if (percent == now) {
            return done(ending.accepted(reply));
        }
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        site.remember(device.id(), prior.withThrottle(own));
        return act(
                reply,
                VnishProtocol.throttle(percent, site.within()),
                (taken, answer) ->
                        ask(
                                VnishProtocol.get(VnishProtocol.STATUS, site.within()),
                                this::throttled));
    }

    private Turn<CommandOutcome> throttled(Reply reply, RestTalk.Result.Got got) {
        Integer now = VnishProtocol.throttle(got.json());
        if (now == null) {
            return garbled(reply, "its throttle cannot be read back");
        }
        return now <= percent
                ? done(ending.accepted(reply))
                : rejected(
                        reply,
                        Failure.DEVICE_ERROR,
                        "it answered 200, but its throttle is still " + now + " %");
    }

    private Turn<CommandOutcome> settings(Reply reply, RestTalk.Result.Got got) {
        Settings read = VnishProtocol.settings(got.json());
        if (read == null) {
            return garbled(reply, "its settings cannot be read");
        }
        if (read.switching()) {
            return done(
                    ending.unsupported(
                            reply,
                            "its preset switcher is on and would undo a lower preset; turn the"
                                    + " switcher off, or use firmware "
                                    + site.throttleFrom()
                                    + " or later"));
        }
        settings = read;
        return ask(
                VnishProtocol.get(VnishProtocol.PRESETS, site.within()).withLogin(), this::presets);
    }

    private Turn<CommandOutcome> presets(Reply reply, RestTalk.Result.Got got) {
        List<Preset> presets = VnishProtocol.presets(got.json());
        Settings known = settings;
        if (presets == null || known == null) {
            return garbled(reply, "its presets cannot be read");
        }
        VnishPrior prior = site.prior(device.id());
        String own = prior.preset() == null ? known.preset() : prior.preset();
        Long ownWatts = tunedWatts(presets, known, own);
        if (own == null || ownWatts == null) {
            return done(
                    ending.unsupported(
                            reply,
                            "its own preset is not tuned, so going back to it would tune it anew"));
        }
        Preset best = null;
        long least = ownWatts;
        for (Preset preset : presets) {
            Long watts = preset.watts();
            if (watts != null && offered(preset, known) && watts <= ownWatts) {
                least = Math.min(least, watts);
                boolean better = best == null || best.watts() == null || watts > best.watts();
                best = watts <= most.watts() && better ? preset : best;
            }
        }
        if (best == null) {
            return below(reply, least);
        }
        chosen = best.name();
        if (chosen.equals(known.preset())) {
            return done(ending.accepted(reply));
        }
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        site.remember(device.id(), prior.withPreset(own));
        return act(reply, VnishProtocol.preset(chosen, site.within()), this::saved);
    }

    private static @Nullable Long tunedWatts(
            List<Preset> presets, Settings settings, @Nullable String name) {
        for (Preset preset : presets) {
            if (preset.name().equals(name) && offered(preset, settings)) {
                return preset.watts();
            }
        }
        return null;
    }

    private Turn<CommandOutcome> saved(Reply reply, RestTalk.Result.Got got) {
        Saved saved = VnishProtocol.saved(got.json());
        String own = site.prior(device.id()).preset();
        if (saved != null && saved.restart() && own != null) {
            return act(
                    VnishProtocol.preset(own, site.within()),
                    (back, answer) ->
                            ask(
                                    VnishProtocol.get(VnishProtocol.SETTINGS, site.within())
                                            .withLogin(),
                                    this::takenBack));
        }
        return ask(
                VnishProtocol.get(VnishProtocol.SETTINGS, site.within()).withLogin(),
                this::readBack);
    }

    private Turn<CommandOutcome> readBack(Reply reply, RestTalk.Result.Got got) {
        Settings read = VnishProtocol.settings(got.json());
        if (read == null || read.preset() == null) {
            return garbled(reply, "its preset cannot be read back");
        }
        return chosen.equals(read.preset())
                ? done(ending.accepted(reply))
                : rejected(
                        reply,
                        Failure.DEVICE_ERROR,
                        "it answered 200, but its preset is still \"" + read.preset() + "\"");
    }

    private Turn<CommandOutcome> takenBack(Reply reply, RestTalk.Result.Got got) {
        Settings read = VnishProtocol.settings(got.json());
        VnishPrior prior = site.prior(device.id());
        boolean back =
                read != null && read.preset() != null && read.preset().equals(prior.preset());
        if (back) {
            site.remember(device.id(), prior.withPreset(null));
        }
        return rejected(
                reply,
                Failure.UNSUPPORTED,
                "preset \""
                        + chosen
                        + "\" would need a restart"
                        + (back
                                ? ", so the one before was put back"
                                : "; the one before could not be put back"));
    }

    private Turn<CommandOutcome> below(Reply reply, long leastWatts) {
        return rejected(
                reply,
                Failure.UNSUPPORTED,
                "it cannot be held below "
                        + Power.ofWatts(leastWatts)
                        + "; "
                        + most
                        + " was asked");
    }
}
