package org.trimtab.virtual.cgminer;

import java.util.ArrayList;
import java.util.List;
import org.trimtab.virtual.machine.Machine;

/** What every cgminer tells in the same form: {@code summary}, {@code pools} and {@code devs}. */
public final class StandardReports {
    private static final int BOARDS = 3;
    private static final int SHARE_EVERY_SECONDS = 3;
    private static final double SHARE_DIFFICULTY = 524_288;

    private final Machine machine;
    private final Voice voice;
    private final Pools pools;

    public StandardReports(Machine machine, Voice voice, Pools pools) {
        this.machine = machine;
        this.voice = voice;
        this.pools = pools;
    }

    private long shares() {
        return machine.elapsed().toSeconds() / SHARE_EVERY_SECONDS;
    }

    public CgminerReply summary() {
        double megahashes = machine.gigahashesPerSecond() * 1e3;
        long shares = shares();
        long seconds = machine.elapsed().toSeconds();
        Fields row =
                Fields.of()
                        .put("Elapsed", seconds)
                        .rounded("MHS av", megahashes)
                        .rounded("MHS 5s", megahashes)
                        .rounded("MHS 1m", megahashes)
                        .rounded("MHS 5m", megahashes)
                        .rounded("MHS 15m", megahashes)
                        .put("Found Blocks", 0)
                        .put("Getworks", seconds / 30)
                        .put("Accepted", shares)
                        .put("Rejected", 0)
                        .put("Hardware Errors", 0)
                        .put("Utility", 60.0 / SHARE_EVERY_SECONDS)
                        .put("Discarded", 0)
                        .put("Stale", 0)
                        .put("Get Failures", 0)
                        .put("Local Work", shares * 5)
                        .put("Remote Failures", 0)
                        .put("Network Blocks", seconds / 600)
                        .rounded("Total MH", megahashes * seconds)
                        .rounded("Work Utility", megahashes / 71.6)
                        .put("Difficulty Accepted", shares * SHARE_DIFFICULTY)
                        .put("Difficulty Rejected", 0.0)
                        .put("Difficulty Stale", 0.0)
                        .put("Best Share", 354_914_572)
                        .put("Device Hardware%", 0.0)
                        .put("Device Rejected%", 0.0)
                        .put("Pool Rejected%", 0.0)
                        .put("Pool Stale%", 0.0)
                        .put("Last getwork", machine.ownTime().getEpochSecond());
        return voice.success(11, "Summary").with("SUMMARY", row);
    }

    public CgminerReply pools() {
        List<Fields> rows = new ArrayList<>();
        for (int i = 0; i < pools.list().size(); i++) {
            rows.add(pool(i));
        }
        return voice.success(7, rows.size() + " Pool(s)").with("POOLS", rows);
    }

    private Fields pool(int index) {
        Pools.Pool pool = pools.list().get(index);
        boolean active = index == 0 && !machine.asleep();
        long shares = index == 0 ? shares() : 0;
        return Fields.of()
                .put("POOL", index)
                .put("URL", pool.url())
                .put("Status", "Alive")
                .put("Priority", index)
                .put("Quota", 1)
                .put("Long Poll", "N")
                .put("Getworks", shares)
                .put("Accepted", shares)
                .put("Rejected", 0)
                .put("Works", shares * 100)
                .put("Discarded", 0)
                .put("Stale", 0)
                .put("Get Failures", 0)
                .put("Remote Failures", 0)
                .put("User", pool.user())
                .put("Password", "x")
                .put("Last Share Time", machine.ownTime().getEpochSecond())
                .put("Diff1 Shares", (long) (shares * SHARE_DIFFICULTY))
                .put("Proxy Type", "")
                .put("Proxy", "")
                .put("Difficulty Accepted", shares * SHARE_DIFFICULTY)
                .put("Difficulty Rejected", 0.0)
                .put("Difficulty Stale", 0.0)
                .put("Last Share Difficulty", active ? SHARE_DIFFICULTY : 0.0)
                .put("Work Difficulty", active ? SHARE_DIFFICULTY : 0.0)
                .put("Has Stratum", true)
                .put("Stratum Active", active)
                .put("Stratum URL", active ? pool.url() : "")
                .put("Stratum Difficulty", active ? SHARE_DIFFICULTY : 0.0)
                .put("Has Vmask", true)
                .put("Has GBT", false)
                .put("Best Share", 354_914_572)
                .put("Pool Rejected%", 0.0)
                .put("Pool Stale%", 0.0)
                .put("Bad Work", 0)
                .put("Current Block Height", 907_089)
                .put("Current Block Version", 536_870_912);
    }

    public CgminerReply devs(String name) {
        List<Fields> rows = new ArrayList<>();
        double megahashes = machine.gigahashesPerSecond() * 1e3 / BOARDS;
        for (int board = 0; board < BOARDS; board++) {
            rows.add(
                    Fields.of()
                            .put("ASC", board)
                            .put("Name", name)
                            .put("ID", board)
                            .put("Enabled", "Y")
                            .put("Status", "Alive")
                            .put("Temperature", machine.asleep() ? 25.0 : 65.0)
                            .rounded("MHS av", megahashes)
                            .rounded("MHS 5s", megahashes)
                            .rounded("MHS 1m", megahashes)
                            .put("Accepted", shares() / BOARDS)
                            .put("Rejected", 0)
                            .put("Hardware Errors", 0)
                            .put("Device Elapsed", machine.elapsed().toSeconds()));
        }
        return voice.success(9, BOARDS + " ASC(s)").with("DEVS", rows);
    }

    /** The {@code STATS} row of one pool. */
    public Fields poolStats(int row) {
        return stats(row, "POOL0")
                .put("Pool Calls", 0)
                .put("Pool Attempts", 0)
                .put("Pool Wait", 0.0)
                .put("Pool Max", 0.0)
                .put("Pool Min", 99_999_999.0)
                .put("Pool Av", 0.0)
                .put("Work Had Roll Time", false)
                .put("Work Can Roll", false)
                .put("Work Had Expire", false)
                .put("Work Roll Time", 0)
                .put("Work Diff", SHARE_DIFFICULTY)
                .put("Min Diff", 100_000.0)
                .put("Max Diff", SHARE_DIFFICULTY)
                .put("Min Diff Count", 1)
                .put("Max Diff Count", 60)
                .put("Times Sent", shares())
                .put("Bytes Sent", shares() * 160)
                .put("Times Recv", shares())
                .put("Bytes Recv", shares() * 900)
                .put("Net Bytes Sent", shares() * 160)
                .put("Net Bytes Recv", shares() * 900);
    }

    /** The start of a {@code STATS} row. */
    public Fields stats(int row, String id) {
        return Fields.of()
                .put("STATS", row)
                .put("ID", id)
                .put("Elapsed", machine.elapsed().toSeconds())
                .put("Calls", 0)
                .put("Wait", 0.0)
                .put("Max", 0.0)
                .put("Min", 99_999_999.0);
    }
}
