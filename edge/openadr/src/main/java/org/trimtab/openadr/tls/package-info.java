/** Certificates of a VEN: its own, and those of the authorities it trusts. */
@NullMarked
package org.trimtab.openadr.tls;

import org.jspecify.annotations.NullMarked;
