/** Meter files and event lists that others hand us: read, checked, and told apart from what they leave open. */
@NullMarked
package org.trimtab.meters.intake;

import org.jspecify.annotations.NullMarked;
