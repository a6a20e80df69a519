package org.trimtab.desk;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.DayMark;
import org.trimtab.desk.ObligationFile.EventTerms;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.Award;
import org.trimtab.settlement.RevenueSplit;
import org.trimtab.settlement.SettlementCase.Excused;
import org.trimtab.settlement.SettlementCase.PastResult;

/**
 * What a site owes over a period, as a file says it.
 *
 * @param site whose it is
 * @param program id of the program; null when the file does not name it
 * @param period what is to be settled; null when the file does not say
 * @param contracted maximum base load or firm service level of the whole site; null when there is none
 * @param peak level a firm service level is measured from; null when there is none
 * @param awards what was sold, hours repeated
 * @param events what is known of events beside their time
 * @param excused stretches not held against the site
 * @param marks stretches that must not make a baseline
 * @param past results of earlier events
 * @param systemPeaks the market's highest hours
 * @param shares how what is due is split; empty when it is not
 */
public record Obligations(
        String site,
        @Nullable String program,
        @Nullable MarketInterval period,
        @Nullable Power contracted,
        @Nullable Power peak,
        List<Award> awards,
        List<EventTerms> events,
        List<Excused> excused,
        List<DayMark> marks,
        List<PastResult> past,
        List<Instant> systemPeaks,
        List<RevenueSplit.Share> shares) {
    public Obligations {
        awards = List.copyOf(awards);
        events = List.copyOf(events);
        excused = List.copyOf(excused);
        marks = List.copyOf(marks);
        past = List.copyOf(past);
        systemPeaks = List.copyOf(systemPeaks);
        shares = List.copyOf(shares);
    }
}
