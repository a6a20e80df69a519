package org.trimtab.store.registry;

import java.util.List;
import java.util.Map;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchId;

/**
 * The switches of a site.
 *
 * @param all in the order of the site file
 * @param logins how to get in at those that ask; a community has no user. Secrets are not in it
 */
public record SiteSwitches(List<Switch> all, Map<SwitchId, LoginRef> logins) {
    /** A site without switches. */
    public static final SiteSwitches NONE = new SiteSwitches(List.of(), Map.of());

    public SiteSwitches {
        all = List.copyOf(all);
        logins = Map.copyOf(logins);
    }
}
