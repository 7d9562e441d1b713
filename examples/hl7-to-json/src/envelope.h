/*
 * The levels of a document: file, batch, message. Each function reads the segment at
 * `document->at`, if it reads one, and moves behind it. False when the output cannot grow.
 */
#ifndef ENVELOPE_H
#define ENVELOPE_H

#include "document.h"
#include "header.h"

/* Whether a level starts or ends with a segment of its own. */
enum presence { ABSENT, PRESENT };

/* Opens the file with its FHS, or without. */
bool envelope_open_file(struct document *document, enum presence header);

/* Opens a batch with its BHS, or without. */
bool envelope_open_batch(struct document *document, enum presence header);

/* Opens a message with its MSH, in a batch and file that are opened if need be. */
bool envelope_open_message(struct document *document, const struct message_header *header);

/* Adds a segment to the message that is open. */
bool envelope_add_segment(struct document *document);

/* Ends the message that is open, if there is one. */
bool envelope_close_message(struct document *document);

/* Ends the batch that is open, if there is one. */
bool envelope_close_batch(struct document *document, enum presence trailer);

/* Ends the file and what is open in it. */
bool envelope_close_file(struct document *document, enum presence trailer);

#endif
