/** Which device does what and why: merit order, plan, command, outcome, reconciliation. */
@NullMarked
package org.trimtab.dispatch;

import org.jspecify.annotations.NullMarked;
