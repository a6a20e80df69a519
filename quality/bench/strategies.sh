#!/bin/sh
# The table of strategies with their regret over a folder of market data (see docs/operating/backtest.md).
#
#     quality/bench/strategies.sh DATA_FOLDER [TRIMTAB]
set -eu
data=$1
trimtab=${2:-./trimtab}
site=samples/site.yaml
da=$data/ercot_da_spp_hourly_2022_2024h1.csv.gz
reserves=$data/ercot_dam_as_mcpc_hourly_2022_2024h1.csv.gz
load=$data/ercot_native_load_hourly_zones_2020_2022_2023.csv.gz
tried=break-even,schedule,co-optimised

echo "1. LZ_WEST 2023 by hours: energy and starts"
"$trimtab" backtest $site --prices "$data/ercot_rt_spp_hourly_loadzones_2023.csv.gz" \
    --point LZ_WEST --da "$da" --strategy $tried
echo
echo "2. LZ_WEST 2023 by hours: with reserves and coincident peaks"
"$trimtab" backtest $site --prices "$data/ercot_rt_spp_hourly_loadzones_2023.csv.gz" \
    --point LZ_WEST --da "$da" --reserves "$reserves" --load "$load" --strategy $tried
echo
echo "3. HB_HUBAVG, first half of 2024 by quarter-hours: energy and starts"
"$trimtab" backtest $site --prices "$data/ercot_rt_spp_15min_hubavg_2024h1.csv.gz" \
    --point price_usd_per_mwh --da "$da" --da-point HB_HUBAVG --strategy $tried
echo
echo "4. HB_HUBAVG, first half of 2024 by quarter-hours: with reserves"
"$trimtab" backtest $site --prices "$data/ercot_rt_spp_15min_hubavg_2024h1.csv.gz" \
    --point price_usd_per_mwh --da "$da" --da-point HB_HUBAVG --reserves "$reserves" \
    --strategy $tried
echo
echo "5. HB_WEST, first half of 2024 by 5 minutes: energy and starts"
"$trimtab" backtest $site --prices "$data/ercot_rt_sced_lmp_5min_hubs_2024h1.csv.gz" \
    --time-column sced_timestamp_utc --point HB_WEST --da "$da" --strategy $tried
echo
echo "6. HB_WEST, first half of 2024 by 5 minutes: with reserves"
"$trimtab" backtest $site --prices "$data/ercot_rt_sced_lmp_5min_hubs_2024h1.csv.gz" \
    --time-column sced_timestamp_utc --point HB_WEST --da "$da" --reserves "$reserves" \
    --strategy $tried
