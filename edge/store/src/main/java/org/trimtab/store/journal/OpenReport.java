package org.trimtab.store.journal;

/**
 * What was found when a journal was opened for writing.
 *
 * @param records steps kept so far
 * @param cutBytes bytes of an unfinished last record that were cut away; 0 when the journal was whole
 */
public record OpenReport(long records, long cutBytes) {
    /** True when the process that wrote it last died while writing. */
    public boolean wasTorn() {
        return cutBytes > 0;
    }

    @Override
    public String toString() {
        return records
                + " steps kept"
                + (wasTorn() ? "; an unfinished record of " + cutBytes + " bytes was cut" : "");
    }
}
