package org.trimtab.operators.rules;

/**
 * Something wrong in a rule file.
 *
 * @param file the file, as shipped or in the folder read
 * @param line where in it; 0 when the file as a whole is meant
 * @param key the key; empty when no single one is meant
 * @param what what is wrong
 * @param mend what to do about it
 */
public record RuleFinding(String file, int line, String key, String what, String mend) {
    @Override
    public String toString() {
        return file
                + (line == 0 ? "" : " line " + line)
                + ": "
                + (key.isEmpty() ? "" : key + ": ")
                + what
                + (mend.isEmpty() ? "" : "; " + mend);
    }
}
