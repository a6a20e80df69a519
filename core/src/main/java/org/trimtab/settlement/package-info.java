/** Performance and money from meter readings and the obligation, never from commands. */
@NullMarked
package org.trimtab.settlement;

import org.jspecify.annotations.NullMarked;
