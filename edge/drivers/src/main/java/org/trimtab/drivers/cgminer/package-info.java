/** The JSON that miners speak, broken as it comes, and the envelope most of their answers share. */
@NullMarked
package org.trimtab.drivers.cgminer;

import org.jspecify.annotations.NullMarked;
