/** Acts on a fleet by hand, without a running site: finds, reads, curtails, restores, caps and examines devices. */
@NullMarked
package org.trimtab.fleet;

import org.jspecify.annotations.NullMarked;
