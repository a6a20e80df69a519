package org.trimtab.interval;

/** The kind of a local day, as markets that compare days with like days tell them apart. */
public enum DayType {
    /** Monday to Friday, unless it is a holiday. */
    WEEKDAY,
    /** Saturday, unless it is a holiday. */
    SATURDAY,
    /** Sunday, and every holiday whatever its day. */
    SUNDAY_OR_HOLIDAY;

    /** True on Saturdays, Sundays and holidays. */
    public boolean isWeekendOrHoliday() {
        return !equals(WEEKDAY);
    }
}
