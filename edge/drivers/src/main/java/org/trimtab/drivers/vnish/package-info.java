/** VNish: paused, resumed and throttled through the JSON interface of its web server. */
@NullMarked
package org.trimtab.drivers.vnish;

import org.jspecify.annotations.NullMarked;
