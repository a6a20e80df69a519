/** What machines with a cgminer-like interface have in common: requests, replies, joined commands. */
@NullMarked
package org.trimtab.virtual.cgminer;

import org.jspecify.annotations.NullMarked;
