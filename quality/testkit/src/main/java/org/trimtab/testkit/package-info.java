/** What tests share: named sites, a clock that is set by hand, seeded cases. Not shipped. */
@NullMarked
package org.trimtab.testkit;

import org.jspecify.annotations.NullMarked;
