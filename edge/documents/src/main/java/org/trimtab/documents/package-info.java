@NullMarked
package org.trimtab.documents;

import org.jspecify.annotations.NullMarked;
