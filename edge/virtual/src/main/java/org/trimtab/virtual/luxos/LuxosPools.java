package org.trimtab.virtual.luxos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.machine.Machine;

/** The pools a machine works for. */
final class LuxosPools {
    private static final int COUNT = 3;

    private final Machine machine;
    private final String text;

    LuxosPools(Machine machine) {
        this.machine = machine;
        this.text =
                IntStream.range(0, COUNT)
                        .mapToObj(pool -> "stratum+tcp://" + host(pool) + " " + user())
                        .collect(Collectors.joining("\n"));
    }

    int count() {
        return COUNT;
    }

    private static String host(int pool) {
        return "pool-" + (pool + 1) + ".example:3333";
    }

    private String user() {
        return "site.unit" + machine.nameplate().index();
    }

    /** Address and user of each, one line per pool. */
    String text() {
        return text;
    }

    CgminerReply reply() {
        List<Fields> rows = new ArrayList<>();
        for (int pool = 0; pool < COUNT; pool++) {
            rows.add(row(pool));
        }
        return LuxosReports.VOICE.success(7, COUNT + " Pool(s)").with("POOLS", rows);
    }

    private Fields row(int pool) {
        boolean active = pool == 0 && !machine.asleep();
        long shares = pool == 0 ? machine.elapsed().toSeconds() / 3 : 0;
        return Fields.of()
                .put("Accepted", shares)
                .put("AsicBoost", true)
                .put("Bad Work", 0)
                .put("Best Share", 0)
                .put("Current Block Height", 0)
                .put("Current Block Version", active ? 536_870_912 : 0)
                .put("Diff", active ? "32K" : "0")
                .put("Diff1 Shares", shares * 32_768)
                .put("Difficulty Accepted", shares * 32_768)
                .put("Difficulty Rejected", 0)
                .put("Difficulty Stale", 0)
                .put("Discarded", 0)
                .put("GROUP", 0)
                .put("Get Failures", 0)
                .put("Getworks", shares)
                .put("Has GBT", false)
                .put("Has Stratum", true)
                .put("Has Vmask", true)
                .put("Last Share Difficulty", active ? 32_768 : 0)
                .put("Last Share Time", "00:00:01")
                .put("Long Pool", "N")
                .put("POOL", pool)
                .put("Pool Rejected%", 0.0)
                .put("Pool Stale%", 0.0)
                .put("Priority", pool)
                .put("Proxy", "")
                .put("Proxy Type", "")
                .put("Quota", 1.0)
                .put("Rejected", 0)
                .put("Remote Failures", 0)
                .put("Stale", 0)
                .put("Status", active ? "Alive" : "Disabled")
                .put("Stratum Active", active)
                .put("Stratum Difficulty", active ? 32_768 : 0)
                .put("Stratum URL", host(pool))
                .put("URL", "stratum+tcp://" + host(pool))
                .put("User", user())
                .put("Work Difficulty", active ? 32_768 : 0)
                .put("Works", 0);
    }
}
