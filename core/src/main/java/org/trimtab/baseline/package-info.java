/** What the site would have drawn without the event, by published methods. */
@NullMarked
package org.trimtab.baseline;

import org.jspecify.annotations.NullMarked;
