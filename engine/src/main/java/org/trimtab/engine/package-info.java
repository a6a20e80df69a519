/** The loop: one writer takes inputs, decides on a still image, hands out outputs. No threads, sockets or clocks. */
@NullMarked
package org.trimtab.engine;

import org.jspecify.annotations.NullMarked;
