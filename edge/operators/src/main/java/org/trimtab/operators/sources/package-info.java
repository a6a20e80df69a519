/** Where live figures come from: files and web pages, each with how old it may be and what stands in for it. */
@NullMarked
package org.trimtab.operators.sources;

import org.jspecify.annotations.NullMarked;
