package org.trimtab.drivers.api;

import java.util.List;
import java.util.Set;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Timing;

/**
 * A protocol family as its descriptor file says.
 *
 * @param family its name, such as {@code luxos}
 * @param title its name for people
 * @param port TCP port it answers on
 * @param capabilities what it can do
 * @param timing how fast it acts
 * @param standby power left when asleep
 * @param commandsAtOnceMax how many commands of this family may be in flight together
 * @param evidence where these facts come from
 * @param models the models known with this family
 */
public record FamilyDescriptor(
        String family,
        String title,
        int port,
        Set<Capability> capabilities,
        Timing timing,
        Power standby,
        int commandsAtOnceMax,
        String evidence,
        List<Model> models) {

    /**
     * A model's nameplate.
     *
     * @param name model name as the device reports it
     * @param power wall power at full work
     * @param hashRate hash rate at full work
     */
    public record Model(String name, Power power, HashRate hashRate) {}
}
