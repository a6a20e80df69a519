/** Both interfaces of MicroBT's Whatsminer as a machine on their far side gives them. */
@NullMarked
package org.trimtab.virtual.whatsminer;

import org.jspecify.annotations.NullMarked;
