#include "text.h"
#include "characters.h"

/*
 * Bytes outside ASCII, read through the character set. A \X..\ sequence gives bytes too, and these
 * join those around them: a sender that escapes every byte on its own still means one character.
 */
struct byte_run {
  const uint8_t *at;
  const uint8_t *hex_end; /* the closing escape character while inside \X..\, otherwise NULL */
  const uint8_t *stop;    /* an escape character that is no start of \X..\, or NULL */
};

enum { RUN_ENDS = -1 };

static int hex_digit(uint8_t character) {
  if (character >= '0' && character <= '9')
    return character - '0';
  character |= 0x20;
  return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

/* The closing character of the \X..\ whose opening one is at `from`; NULL if it is none. */
static const uint8_t *hex_sequence_end(const struct encoding *encoding, const uint8_t *from) {
  if (from[1] != 'X')
    return NULL;
  const uint8_t *digits = from + 2;
  const uint8_t *end = digits;
  while (hex_digit(*end) >= 0)
    end++;
  bool pairs = end > digits && (end - digits) % 2 == 0;
  return pairs && kind_of(encoding, *end) == ESCAPE ? end : NULL;
}

static int next_byte(const struct encoding *encoding, struct byte_run *run) {
  if (run->hex_end == NULL) {
    if (*run->at >= 0x80)
      return *run->at++;
    if (run->at == run->stop || kind_of(encoding, *run->at) != ESCAPE)
      return RUN_ENDS;
    run->hex_end = hex_sequence_end(encoding, run->at);
    if (run->hex_end == NULL)
      return RUN_ENDS;
    run->at += 2;
  }
  int byte = hex_digit(run->at[0]) << 4 | hex_digit(run->at[1]);
  run->at += 2;
  if (run->at == run->hex_end) {
    run->at++;
    run->hex_end = NULL;
  }
  return byte;
}

/* Writes the next UTF-8 character of the run, whose bytes need not lie side by side. */
static uint8_t *put_utf8(uint8_t *at, const struct encoding *encoding, struct byte_run *run) {
  uint8_t bytes[4] = {0};
  struct byte_run ahead = *run;
  for (unsigned i = 0; i < sizeof bytes; i++) {
    int byte = next_byte(encoding, &ahead);
    if (byte == RUN_ENDS)
      break;
    bytes[i] = (uint8_t)byte;
  }
  struct utf8 character = utf8_at(bytes);
  for (unsigned i = 0; i < character.length; i++)
    next_byte(encoding, run);
  if (!character.well_formed) {
    __builtin_memcpy(at, REPLACEMENT, 3);
    return at + 3;
  }
  __builtin_memcpy(at, bytes, sizeof bytes);
  return at + character.length;
}

static const uint8_t *write_run(struct output *out, const struct encoding *encoding,
                                const uint8_t *from, const uint8_t *stop) {
  struct byte_run run = {from, NULL, stop};
  for (;;) {
    if (!output_reserve(out, LONGEST_CHARACTER))
      return NULL;
    if (encoding->charset == UTF_8 && run.hex_end == NULL && *run.at >= 0x80) {
      struct utf8 character = utf8_at(run.at);
      if (character.well_formed) {
        __builtin_memcpy(out->at, run.at, 4);
        out->at += character.length;
        run.at += character.length;
        continue;
      }
    }
    struct byte_run before = run;
    int byte = next_byte(encoding, &run);
    if (byte == RUN_ENDS)
      return run.at;
    if (byte < 0x80) {
      out->at = put_ascii(out->at, (uint8_t)byte);
    } else if (encoding->charset == UTF_8) {
      run = before;
      out->at = put_utf8(out->at, encoding, &run);
    } else {
      out->at = put_latin(out->at, encoding->charset, (uint8_t)byte);
    }
  }
}

/* Writes an escape sequence that has no meaning here as it came. */
static const uint8_t *write_verbatim(struct output *out, const struct encoding *encoding,
                                     const uint8_t *from, const uint8_t *closing) {
  while (from <= closing) {
    if (*from >= 0x80) {
      from = write_run(out, encoding, from, closing);
      if (from == NULL)
        return NULL;
    } else {
      if (!output_reserve(out, LONGEST_CHARACTER))
        return NULL;
      out->at = put_ascii(out->at, *from++);
    }
  }
  return from;
}

/* The delimiter that an escape code stands for (2.7.4); 0 for another code, or an undeclared one.
 */
static uint8_t escaped_delimiter(const struct delimiters *delimiters, uint8_t code) {
  switch (code) {
  case 'F':
    return delimiters->field;
  case 'S':
    return delimiters->component;
  case 'R':
    return delimiters->repetition;
  case 'E':
    return delimiters->escape;
  case 'T':
    return delimiters->subcomponent;
  case 'P':
    return delimiters->truncation;
  default:
    return 0;
  }
}

static const uint8_t *write_escape(struct output *out, const struct encoding *encoding,
                                   const uint8_t *from) {
  if (hex_sequence_end(encoding, from) != NULL)
    return write_run(out, encoding, from, NULL);
  const uint8_t *closing = from + 1;
  while (kind_of(encoding, *closing) > ESCAPE)
    closing++;
  uint8_t literal;
  if (kind_of(encoding, *closing) != ESCAPE) {
    literal = *from;
    closing = from;
  } else {
    literal = closing == from + 2 ? escaped_delimiter(&encoding->delimiters, from[1]) : 0;
  }
  if (literal == 0)
    return write_verbatim(out, encoding, from, closing);
  if (!output_reserve(out, LONGEST_CHARACTER))
    return NULL;
  out->at = put_ascii(out->at, literal);
  return closing + 1;
}

const uint8_t *text_write_special(struct output *out, const struct encoding *encoding,
                                  const uint8_t *from) {
  switch (kind_of(encoding, *from)) {
  case ESCAPE:
    return write_escape(out, encoding, from);
  case NON_ASCII:
    return write_run(out, encoding, from, NULL);
  default:
    if (!output_reserve(out, LONGEST_CHARACTER))
      return NULL;
    out->at = put_ascii(out->at, *from);
    return from + 1;
  }
}

const uint8_t *text_write(struct output *out, const struct encoding *encoding,
                          const uint8_t *from) {
  while (from != NULL && !ends_text(encoding, *from)) {
    const uint8_t *end = encoding_skip_plain(encoding, from);
    if (!output_write(out, from, (size_t)(end - from)))
      return NULL;
    from = ends_text(encoding, *end) ? end : text_write_special(out, encoding, end);
  }
  return from;
}

bool text_write_literally(struct output *out, const uint8_t *from, const uint8_t *end) {
  for (; from < end; from++) {
    if (!output_reserve(out, LONGEST_CHARACTER))
      return false;
    out->at = put_ascii(out->at, *from);
  }
  return true;
}
