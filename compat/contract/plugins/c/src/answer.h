/* What several exports share. */
#ifndef ANSWER_H
#define ANSWER_H

#include "vial.h"

/* Ends the call with a number in decimal. */
int32_t succeed_with_number(int64_t number);

/* Ends the call because memory cannot hold its input. */
int32_t fail_for_memory(void);

/* This call's input as text that nobody checks: the host does. False when memory cannot hold it. */
bool read_name(struct vial_text *name);

/* The Unicode code points of a text. */
int64_t count_code_points(struct vial_text text);

#endif
