/** Evidence on disk: the bundle as one file whose every byte is accounted for, and the key that signs it. */
@NullMarked
package org.trimtab.store.evidence;

import org.jspecify.annotations.NullMarked;
