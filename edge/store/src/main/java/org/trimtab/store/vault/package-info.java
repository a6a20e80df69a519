/** Logins of devices, encrypted on disk. */
@NullMarked
package org.trimtab.store.vault;

import org.jspecify.annotations.NullMarked;
