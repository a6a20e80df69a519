/** Virtual machines under VNish: REST over HTTP. */
@NullMarked
package org.trimtab.virtual.vnish;

import org.jspecify.annotations.NullMarked;
