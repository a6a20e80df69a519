package org.trimtab.live;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Standing;
import org.trimtab.program.Instruction;
import org.trimtab.program.Refusal;

/** The closed vocabularies as a control room says them. */
public final class Words {
    private Words() {}

    /** What an instruction asks. */
    public static String of(Instruction instruction) {
        return switch (instruction) {
            case Instruction.LimitTo limit -> "draw at most " + limit.limit();
            case Instruction.ReduceBy reduce -> "draw " + reduce.reduction() + " less";
            case Instruction.Track track -> "follow the set-point, from " + track.basePoint();
            case Instruction.HoldReserve hold -> "keep " + hold.reserve() + " ready to fall";
        };
    }

    /** A refusal as a sentence that says what to do. */
    public static String of(Refusal refusal) {
        return switch (refusal) {
            case ALREADY_OVER ->
                    "the instruction ends before it reached us; give a later \"from\", or leave it"
                            + " out to begin now";
            case ID_REUSED ->
                    "this id names another instruction with another content; choose a new id";
            case TOO_LONG ->
                    "the instruction lasts longer than this site's program allows; ask for less"
                            + " time";
            case TOO_FAR_AHEAD ->
                    "the instruction begins further ahead than this site plans; send it nearer to"
                            + " its start";
            case TOO_MANY ->
                    "the site already owes as many instructions as it can hold; cancel one or wait"
                            + " for one to end";
            case NO_BASELINE ->
                    "a reduction needs a baseline, and the site meter has not been read well"
                            + " enough to make one; give a \"limit\" instead, or wait for the"
                            + " meter";
            case UNKNOWN_PROGRAM ->
                    "the site file has no program of that name; name one of its \"programs\", or"
                            + " leave it out";
            case OUT_OF_REACH ->
                    "the site cannot draw that level: it lies below the lowest or above the highest"
                            + " its devices and limits allow";
            case MEGAWATTS_TAKEN ->
                    "the megawatts are owed to a program that may not share them; ask for less, or"
                            + " for another time";
            case JOURNAL_UNWRITABLE ->
                    "the journal cannot be written, so nothing new is taken on; see the site's"
                            + " alarms and make room on its disk";
        };
    }

    /** Who loses what to whom, and why. */
    static String of(Conflict conflict) {
        return "%s falls short by %s: %s goes first, because %s"
                .formatted(
                        conflict.loser(),
                        conflict.missing(),
                        conflict.winner(),
                        switch (conflict.reason()) {
                            case STRONGER_RANK -> "its rank is stronger";
                            case CAME_FIRST -> "it came first and both have the same rank";
                            case MEGAWATTS_TAKEN ->
                                    "the two may not share a megawatt and there are not enough for"
                                            + " both";
                        });
    }

    /** Why a device is in a plan, after "it was chosen because". */
    static String of(Because because) {
        return switch (because) {
            case CHEAPEST -> "its work is worth least per MWh among those that may be asked";
            case FEEDER_LIMIT -> "its feeder or transformer carries too much";
            case FITS_THE_REST -> "it fits what was left better than the next in merit";
            case REFILL -> "others gave less than was counted on";
            case GIVE_BACK -> "more had fallen than is owed, so it may work again";
            case ARMED -> "it belongs to the armed under-frequency plan";
            case HELD -> "a person holds it";
            case PRICE -> "its power costs more than its work earns";
        };
    }

    /** Why a device is not in a plan, after "it was left out because". */
    static String because(LeftOut reason) {
        return switch (reason) {
            case NOT_NEEDED -> "the reduction was reached before its turn";
            case ALREADY_ASLEEP -> "it was asleep, or as low as it goes, already";
            case EXEMPT -> "its envelope exempts it";
            case HELD -> "a person holds it";
            case MIN_ON_TIME -> "it was woken too recently";
            case MIN_OFF_TIME -> "it was put to sleep too recently to be woken";
            case SLEEPS_SPENT -> "it has slept as often as it may within 24 hours";
            case TOO_COLD -> "it is so cold that it might not start again";
            case TOO_HOT -> "it is too hot to be woken yet";
            case KEPT_AS_RESERVE -> "it is kept running so that it can fall for an awarded reserve";
            case TOO_SLOW -> "its family does not fall in the time that was left, while others do";
            case FAILED -> "it had failed in this event";
            case QUARANTINED -> "it disobeyed too often and is offered to nobody";
            case UNREADABLE -> "it had not been read well enough to count on";
            case UNSUPPORTED -> "its family cannot be put to sleep";
        };
    }

    /** The same in a list of counts. */
    static String brief(LeftOut reason) {
        return switch (reason) {
            case NOT_NEEDED -> "not needed";
            case ALREADY_ASLEEP -> "already low";
            case EXEMPT -> "exempt";
            case HELD -> "held by a person";
            case MIN_ON_TIME -> "woken too recently";
            case MIN_OFF_TIME -> "put to sleep too recently";
            case SLEEPS_SPENT -> "slept as often as they may";
            case TOO_COLD -> "too cold to start again";
            case TOO_HOT -> "too hot to wake";
            case KEPT_AS_RESERVE -> "kept as reserve";
            case TOO_SLOW -> "too slow for the time left";
            case FAILED -> "failed in this event";
            case QUARANTINED -> "quarantined";
            case UNREADABLE -> "not read well enough";
            case UNSUPPORTED -> "cannot be put to sleep";
        };
    }

    /** {@code 395 not needed, 3 exempt}; the most first. */
    static String briefly(Map<LeftOut, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<LeftOut, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(one -> one.getValue() + " " + brief(one.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** How a device failed, after its name. */
    static String of(Failure failure) {
        return switch (failure) {
            case CONNECTION_REFUSED -> "nothing listens at its address";
            case CONNECT_TIMEOUT -> "did not connect in time";
            case NO_ANSWER -> "took the command and never answered";
            case CUT_OFF -> "cut off in mid-answer";
            case GARBLED -> "answer unreadable";
            case DEVICE_ERROR -> "answered with an error";
            case SESSION_TAKEN -> "its session is held by someone else";
            case WRONG_PASSWORD -> "wrong password";
            case CERTIFICATE_NOT_TRUSTED -> "certificate not trusted";
            case SETTINGS_UNREADABLE -> "settings unreadable, so left alone";
            case UNSUPPORTED -> "cannot do this";
            case EXPIRED -> "command expired before it could be sent";
            case STAYED_AWAKE -> "accepted, but kept drawing power";
            case STAYED_ASLEEP -> "did not come back in time";
        };
    }

    /** What made a plan necessary. */
    static String of(Plan.Kind kind) {
        return switch (kind) {
            case BEGIN -> "Plan";
            case REFILL -> "Refill";
            case GIVE_BACK -> "Give back";
            case FOLLOW -> "Follow";
            case TRIP -> "Frequency trip";
        };
    }

    /** What a device is asked, after "asked". */
    static String of(Action action) {
        return switch (action) {
            case Action.State state -> state.isSleep() ? "to sleep" : "to wake";
            case Action.CapAt cap -> "to draw at most " + cap.most();
        };
    }

    /** Where a device stands. */
    static String of(Standing.Phase phase) {
        return switch (phase) {
            case FREE -> "runs freely";
            case CURTAIL_SENT -> "is asked to draw less";
            case CURTAIL_ACCEPTED -> "said it will; nothing seen yet";
            case CURTAILED -> "was seen to have fallen";
            case CURTAIL_FAILED -> "did not fall";
            case RESTORE_SENT -> "is asked to come back";
            case RESTORE_ACCEPTED -> "said it will come back; nothing seen yet";
            case RESTORE_FAILED -> "did not come back";
        };
    }

    /** {@code a, b and 3 more}. */
    static String some(List<String> names, int shown) {
        if (names.size() <= shown) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, shown))
                + " and "
                + (names.size() - shown)
                + " more";
    }

    /** {@code 1 device}, {@code 2 devices}. */
    static String devices(int count) {
        return count == 1 ? "1 device" : "%,d devices".formatted(count);
    }

    /** First letter upper case. */
    static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
