/** The {@code openadr} block of a site file: which VTNs the site follows, of any version. */
@NullMarked
package org.trimtab.openadr.site;

import org.jspecify.annotations.NullMarked;
