/*
 * The JSON document: a file of batches of messages. In the standard's grammar (2.10.3.1) every
 * header and trailer is optional, so that a single message is the smallest of files:
 *
 *     [FHS] { [BHS] { [MSH …] } [BTS] } [FTS]
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "encoding.h"
#include "error.h"
#include "output.h"
#include "vial.h"

struct document {
  const uint8_t *input; /* byte 0 of the positions in errors */
  const uint8_t *at;    /* the segment being read */
  size_t segments;      /* read so far, with this one */
  struct encoding encoding;
  struct delimiters file_delimiters;  /* of the FHS, all 0 if there is none */
  struct delimiters batch_delimiters; /* of the batch's BHS, all 0 if there is none */

  struct output out;
  bool in_file;
  bool in_batch;
  bool in_message;
  bool ended; /* by FTS */
  size_t batches;
  size_t messages;
  size_t batch_messages;
  bool has_file_segment;      /* FHS or FTS */
  bool has_batch_segment;     /* BHS or BTS */
  bool batch_has_segment;     /* BHS or BTS, in the batch that is open */
  bool has_undelimited_batch; /* with neither: a sender may count it in FTS-1, or not */

  struct error error;
};

/* Starts a document. False, with `error` set as by all of these, when memory cannot hold it. */
bool document_open(struct document *document, struct vial_bytes input);

/* Adds the segments from `from` to `end`, where a segment terminator stands. */
bool document_add(struct document *document, const uint8_t *from, const uint8_t *end);

/* Ends the message that is open, if there is one: nothing can be added to it any more. */
bool document_end_message(struct document *document);

/* Ends the document and gives its JSON, which lies in the output. */
bool document_close(struct document *document, struct vial_bytes *json);

/* Stores an error about the byte at `at` in the input. Returns false. */
bool document_fail(struct document *document, const char *code, const uint8_t *at,
                   const char *text);

#endif
