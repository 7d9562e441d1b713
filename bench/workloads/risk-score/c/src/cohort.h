/* How far a patient is from those whose outcome is known. */
#ifndef COHORT_H
#define COHORT_H

#include "model.h"

enum { NEIGHBOURS = 3 };

/* The cohort in columns: measurement i of member m is columns[i * size + m]. */
struct cohort {
  size_t size;
  const struct case_ *cases;
  double *columns;
  double *squared; /* distances to the patient in question */
};

struct comparison {
  double mean_distance;
  double nearest_distance;
  double neighbour_risk;
};

enum cohort_result { COHORT_OK, COHORT_OUT_OF_RANGE, COHORT_OUT_OF_MEMORY };

enum cohort_result make_cohort(const struct case_array *cases, struct cohort *cohort);

/* Compares a patient with the cohort. */
struct comparison compare(const double *z, const struct cohort *cohort);

#endif
