package org.trimtab.operators.prices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import org.trimtab.market.PriceSeries;

/** Prices that come with the product. */
public final class ShippedPrices {
    /** Local time of ERCOT's market. */
    public static final ZoneId ERCOT_ZONE = ZoneId.of("America/Chicago");

    private static final String ERCOT_2023 = "ercot_rt_spp_hourly_loadzones_2023.csv.gz";

    private ShippedPrices() {}

    /**
     * Real-time settlement point prices of ERCOT's load zones for 2023 in local time, each hour the mean of its four
     * quarter hours. The second 01:00 of 5 November is missing and stays a gap.
     *
     * @param loadZone LZ_AEN, LZ_CPS, LZ_HOUSTON, LZ_LCRA, LZ_NORTH, LZ_RAYBN, LZ_SOUTH or LZ_WEST
     * @throws BadPriceFile when there is no such load zone
     */
    public static PriceSeries ercotLoadZones2023(String loadZone) {
        try (InputStream in = ShippedPrices.class.getResourceAsStream(ERCOT_2023)) {
            if (in == null) {
                throw new IllegalStateException(
                        ERCOT_2023 + " is missing from this build; build it again");
            }
            return PriceFile.read(ERCOT_2023, in, loadZone, PriceFile.TIME_COLUMN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
