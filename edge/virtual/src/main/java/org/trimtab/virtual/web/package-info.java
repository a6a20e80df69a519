/** HTTP as virtual machines speak it, with what can go wrong on the way. */
@NullMarked
package org.trimtab.virtual.web;

import org.jspecify.annotations.NullMarked;
