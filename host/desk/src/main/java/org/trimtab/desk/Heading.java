package org.trimtab.desk;

/**
 * What stands over a statement beside its figures.
 *
 * @param site whose it is
 * @param title the program in words
 * @param madeBy the build that settled it
 */
public record Heading(String site, String title, String madeBy) {}
