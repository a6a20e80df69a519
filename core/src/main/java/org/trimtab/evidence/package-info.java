/** The signed record of an event that anyone can check. */
@NullMarked
package org.trimtab.evidence;

import org.jspecify.annotations.NullMarked;
