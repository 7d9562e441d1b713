/* Escape sequences and the order of strings. For the PDK alone. */
#ifndef VIAL_JSON_STRING_H
#define VIAL_JSON_STRING_H

#include "vial.h"

/* The length of the escape sequence at `at`, where a backslash is, and its code point; 0 when it is
 * none, or half a pair of surrogates. */
size_t vial_json_escape(const uint8_t *at, const uint8_t *end, uint32_t *code_point);

/* Resolves the escapes of a checked string. `to` has room for as many bytes as come in. */
struct vial_text vial_json_unescape(const uint8_t *from, const uint8_t *end, char *to);

#endif
