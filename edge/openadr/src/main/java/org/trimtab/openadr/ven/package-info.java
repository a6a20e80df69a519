/** A VEN: reads events of a VTN, lays them out in time, says what they ask of a site, and reports back. */
@NullMarked
package org.trimtab.openadr.ven;

import org.jspecify.annotations.NullMarked;
