package org.trimtab.meters.intake;

/** A meter or event file cannot be used; the message names the file, the line where there is one, and what to do. */
public final class BadMeterFile extends RuntimeException {
    BadMeterFile(String message) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
