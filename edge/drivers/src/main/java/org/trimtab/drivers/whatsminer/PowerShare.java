package org.trimtab.drivers.whatsminer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;

/** Caps as a percentage of full power, and what must be put back after one. */
final class PowerShare {
    /** Full power. */
    static final int ALL = 100;

    private static final int STEP = 10;
    private static final int MOST_READ = 200;
    private static final String KEY = "power_percent";

    private PowerShare() {}

    /**
     * The percentage that keeps a device at or below a power; null when that is below what it can be held at. Firmware
     * does not say whether it takes the share of its power limit or of what it draws now, so the larger is assumed.
     *
     * @param limitWatts the device's power limit; null when it does not say
     */
    static @Nullable Integer percentFor(
            Power most, Device device, @Nullable Long limitWatts, FamilyDescriptor family) {
        long full = fullWatts(device, limitWatts);
        long percent = Math.min(ALL, Math.floorDiv(most.watts() * ALL, full));
        return percent < leastPercent(family) ? null : (int) percent;
    }

    /** Why a cap cannot be held, for people. */
    static String tooLow(
            Power most, Device device, @Nullable Long limitWatts, FamilyDescriptor family) {
        long least = (fullWatts(device, limitWatts) * leastPercent(family) + ALL - 1) / ALL;
        return "it can be held at "
                + least
                + " W at the least ("
                + leastPercent(family)
                + " %), not at "
                + most.watts()
                + " W";
    }

    /** Work by power in steps of a tenth; the work is in proportion, which no firmware promises. */
    static PowerCurve curve(
            Device device,
            @Nullable Long limitWatts,
            @Nullable HashRate full,
            FamilyDescriptor family) {
        HashRate whole = full == null || full.isZero() ? device.hashRate() : full;
        List<PowerCurve.Level> levels = new ArrayList<>();
        for (int percent = ALL; percent >= leastPercent(family); percent -= STEP) {
            levels.add(
                    new PowerCurve.Level(
                            percent + " %",
                            Power.ofWatts(fullWatts(device, limitWatts) * percent / ALL),
                            new HashRate(whole.megahashesPerSecond() / ALL * percent)));
        }
        return new PowerCurve(levels, PowerCurve.Origin.LIMITS);
    }

    /** A percentage as it is told; full power when it is not told, or told as 0, which is how it says unset. */
    static int told(@Nullable BigDecimal percent) {
        Long whole = percent == null ? null : JsonValue.whole(percent);
        return whole == null || whole < 1 || whole > MOST_READ ? ALL : whole.intValue();
    }

    /** What to remember before the first cap. */
    static String kept(int percent) {
        return "{\"" + KEY + "\":" + percent + "}";
    }

    /** What to remember once it is put back. */
    static String nothingKept() {
        return "{}";
    }

    /** The percentage to put back; null when no cap of ours is in force. */
    static @Nullable Integer toPutBack(@Nullable String remembered) {
        CgminerJson json =
                remembered == null
                        ? null
                        : CgminerJson.parse(remembered.getBytes(StandardCharsets.UTF_8));
        BigDecimal percent = json == null ? null : JsonValue.number(json.root(), KEY);
        return percent == null ? null : told(percent);
    }

    private static long fullWatts(Device device, @Nullable Long limitWatts) {
        long plausible = limitWatts == null || limitWatts > 100_000 ? 0 : limitWatts;
        return Math.max(device.running().watts(), plausible);
    }

    private static int leastPercent(FamilyDescriptor family) {
        FamilyDescriptor.Cap cap = family.cap();
        return cap == null ? ALL : Math.ceilDiv(cap.least().partsPerMillion(), 10_000);
    }
}
