/* Numbers as text: JSON's grammar in, ECMAScript's Number::toString out, both exact. */
#ifndef VIAL_NUMBER_H
#define VIAL_NUMBER_H

#include "vial.h"

/* The longest text of a number: -0.0000012345678901234567 */
enum { VIAL_NUMBER_LENGTH = 25 };

/* Writes the shortest digits that read as the same number (ECMA-262, Number::toString; RFC 8785,
 * 3.2.2.3), and -0 as 0. Returns how many bytes: up to VIAL_NUMBER_LENGTH, 0 for what is not
 * finite. */
size_t vial_number_write(double number, char *to);

/* Writes a whole number and returns how many bytes, up to 20. */
size_t vial_integer_write(int64_t number, char *to);

enum vial_number_result { VIAL_NUMBER_OK, VIAL_NUMBER_NONE, VIAL_NUMBER_TOO_LARGE };

/* Reads the number at *at, rounds it to the nearest double, ties to even, and moves *at behind it.
 * What is not a number by RFC 8259, or would be infinite, leaves *at where it is. */
enum vial_number_result vial_number_read(const uint8_t **at, const uint8_t *end, double *number);

#endif
