/** Virtual Proto rigs: REST over HTTP and HTTPS. */
@NullMarked
package org.trimtab.virtual.proto;

import org.jspecify.annotations.NullMarked;
