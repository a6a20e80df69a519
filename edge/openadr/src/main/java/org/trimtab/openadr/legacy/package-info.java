/**
 * OpenADR 2.0 for utilities and aggregators that have no version 3: a 2.0b end node that pulls over
 * simple HTTP (EiRegisterParty, OadrPoll, EiEvent, EiOpt, EiReport, with TLS client certificates and
 * XML signatures) and a 2.0a end node that only asks for events. Everything foreign stays in here:
 * events leave as {@link org.trimtab.openadr.legacy.LegacyEvent}, and report values come in through
 * {@link org.trimtab.openadr.legacy.ReportSource}.
 */
@NullMarked
package org.trimtab.openadr.legacy;

import org.jspecify.annotations.NullMarked;
