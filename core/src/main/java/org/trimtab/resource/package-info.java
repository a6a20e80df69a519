/** What we control and measure: the site, its meter, its devices and what each can do. */
@NullMarked
package org.trimtab.resource;

import org.jspecify.annotations.NullMarked;
