/* The measurements as the model has them, and its logistic regression. */
#ifndef MODEL_H
#define MODEL_H

#include "messages.h"

enum { FEATURES = 8 };

/* Writes the standardised measurements `stride` places apart; false when one is out of range. */
bool standardise(const struct measurements *measurements, double *to, size_t stride);

/* The probability that the logistic regression gives. */
double risk_of(const struct patient *patient, const double *z);

#endif
