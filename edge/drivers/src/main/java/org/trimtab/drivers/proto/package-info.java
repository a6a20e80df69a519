/** Speaks to Block's Proto Rig. */
@NullMarked
package org.trimtab.drivers.proto;

import org.jspecify.annotations.NullMarked;
