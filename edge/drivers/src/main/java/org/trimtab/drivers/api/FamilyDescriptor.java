package org.trimtab.drivers.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Timing;

/**
 * A protocol family as its descriptor file says.
 *
 * @param family its name, such as {@code luxos}
 * @param title its name for people
 * @param make who builds the machines, or the firmware
 * @param firmware the versions it was made for
 * @param port TCP port it answers on
 * @param capabilities what it can do
 * @param cap how its devices are held at a lower power; null when they cannot be
 * @param timing how fast it acts
 * @param standby power left when asleep
 * @param commandsAtOnceMax how many commands of this family may be in flight together
 * @param proof how it is known that it obeyed, and on what this driver has been tried
 * @param evidence where these facts come from
 * @param settings figures only this family's driver uses, as its file gives them, by name
 * @param models the models known with this family
 */
public record FamilyDescriptor(
        String family,
        String title,
        String make,
        String firmware,
        int port,
        Set<Capability> capabilities,
        @Nullable Cap cap,
        Timing timing,
        Power standby,
        int commandsAtOnceMax,
        Proof proof,
        String evidence,
        Map<String, String> settings,
        List<Model> models) {
    /** How often a device that must act at once is made ready anew; sessions lapse after a minute. */
    public static final Duration READY_EVERY = Duration.ofSeconds(40);

    public FamilyDescriptor {
        capabilities = Set.copyOf(capabilities);
        settings = Map.copyOf(settings);
        models = List.copyOf(models);
    }

    /** What a cap is given in. */
    public enum CapForm {
        /** Any power in watts. */
        WATTS,
        /** A share of full power. */
        PERCENT,
        /** One of a few named levels. */
        PRESETS
    }

    /**
     * How devices are held at a lower power.
     *
     * @param form what it is given in
     * @param least lowest level as a share of full power
     * @param settlesWithin longest time until power has come down
     */
    public record Cap(CapForm form, Share least, Duration settlesWithin) {}

    /**
     * How far the family is proven.
     *
     * @param confirmedBy what a device must show before it counts as asleep
     * @param testedBy whether its driver was tried against recordings of real devices or by document only
     */
    public record Proof(String confirmedBy, TestedBy testedBy) {}

    /** What a driver has been tried against. */
    public enum TestedBy {
        /** Recorded answers of real devices. */
        RECORDING,
        /** Documents and public driver projects only. */
        DOCUMENT
    }

    /**
     * A model's nameplate.
     *
     * @param name model name as the device reports it
     * @param power wall power at full work
     * @param hashRate hash rate at full work
     */
    public record Model(String name, Power power, HashRate hashRate) {}

    /**
     * One of the family's own figures.
     *
     * @throws IllegalStateException when its file lacks it; a start-up error
     */
    public String setting(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "the descriptor of family " + family + " lacks the setting " + name);
        }
        return value;
    }

    /** One of the family's own durations, such as {@code 30 min}. */
    public Duration duration(String name) {
        try {
            return QuantityFormat.parseDuration(setting(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the descriptor of family "
                            + family
                            + ", settings, "
                            + name
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
