/** What is true now: readings with quality, and the process image a step decides on. */
@NullMarked
package org.trimtab.telemetry;

import org.jspecify.annotations.NullMarked;
