/* What may stand around the segments: MLLP's framing bytes and a byte order mark. */
#ifndef FRAMING_H
#define FRAMING_H

#include "document.h"

/*
 * Adds an input: segments as they are, or in MLLP frames (HL7 Transport Specification, MLLP release
 * 1): 0x0B, the segments, 0x1C 0x0D. Overwrites the byte behind them with a segment terminator.
 *
 * False, and the document's error is set, if they break a rule.
 */
bool framing_add(struct document *document, struct vial_bytes input);

#endif
