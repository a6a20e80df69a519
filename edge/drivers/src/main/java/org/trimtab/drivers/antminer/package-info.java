/** Antminer with its maker's firmware: settings pages behind a digest login; sleeping is a work mode. */
@NullMarked
package org.trimtab.drivers.antminer;

import org.jspecify.annotations.NullMarked;
