/** What a site is made of, from the file a person wrote, and how its devices were set before we touched them. */
@NullMarked
package org.trimtab.store.registry;

import org.jspecify.annotations.NullMarked;
