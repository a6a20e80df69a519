/**
 * Braiins OS: paused and resumed by one packet of the cgminer interface; read, capped and set by its REST interface,
 * where it has one. Made from public documents and recordings; nothing of its protocol definitions is used.
 */
@NullMarked
package org.trimtab.drivers.braiins;

import org.jspecify.annotations.NullMarked;
