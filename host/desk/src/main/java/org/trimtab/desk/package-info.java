/**
 * Settling on paper: files of a meter, its events and what was owed become a statement, its pages, and its difference
 * from another's statement. Needs no running site.
 */
@NullMarked
package org.trimtab.desk;

import org.jspecify.annotations.NullMarked;
