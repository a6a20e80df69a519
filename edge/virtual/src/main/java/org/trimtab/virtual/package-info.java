/** A fleet of machines and a site meter that exist only here but are spoken to over real sockets. */
@NullMarked
package org.trimtab.virtual;

import org.jspecify.annotations.NullMarked;
