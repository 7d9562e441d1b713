#include "cohort.h"

enum cohort_result make_cohort(const struct case_array *cases, struct cohort *cohort) {
  size_t size = cases->count;
  *cohort = (struct cohort){
      .size = size,
      .cases = cases->items,
      .columns = vial_reserve(FEATURES * size * sizeof(double)),
      .squared = vial_reserve(size * sizeof(double)),
  };
  if (cohort->columns == NULL || cohort->squared == NULL)
    return COHORT_OUT_OF_MEMORY;
  for (size_t m = 0; m < size; m++)
    if (!standardise(&cases->items[m].measurements, cohort->columns + m, size))
      return COHORT_OUT_OF_RANGE;
  return COHORT_OK;
}

/* Members are independent of each other: a loop over them becomes one over vectors, with sums that
 * stay in registers. */
static void square_distances(const double *z, const struct cohort *cohort) {
  double *restrict squared = cohort->squared;
  const double *restrict columns = cohort->columns;
  size_t size = cohort->size;
  for (size_t m = 0; m < size; m++) {
    double sum = 0;
    for (size_t i = 0; i < FEATURES; i++) {
      double difference = z[i] - columns[i * size + m];
      sum += difference * difference;
    }
    squared[m] = sum;
  }
}

static double sum_of_distances(const double *squared, size_t size) {
  double sums[4] = {0};
  size_t m = 0;
  for (; m + 4 <= size; m += 4)
    for (size_t j = 0; j < 4; j++)
      sums[j] += __builtin_sqrt(squared[m + j]);
  for (; m < size; m++)
    sums[m % 4] += __builtin_sqrt(squared[m]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/* The places of the least values, of equal ones the earlier first. */
static void find_nearest(const double *squared, size_t size, size_t *places) {
  double least[NEIGHBOURS] = {__builtin_inf(), __builtin_inf(), __builtin_inf()};
  for (size_t m = 0; m < size; m++) {
    if (squared[m] >= least[NEIGHBOURS - 1])
      continue;
    size_t rank = NEIGHBOURS - 1;
    for (; rank > 0 && squared[m] < least[rank - 1]; rank--) {
      least[rank] = least[rank - 1];
      places[rank] = places[rank - 1];
    }
    least[rank] = squared[m];
    places[rank] = m;
  }
}

struct comparison compare(const double *z, const struct cohort *cohort) {
  square_distances(z, cohort);
  size_t nearest[NEIGHBOURS] = {0};
  find_nearest(cohort->squared, cohort->size, nearest);
  unsigned affected = 0;
  for (size_t rank = 0; rank < NEIGHBOURS; rank++)
    affected += cohort->cases[nearest[rank]].outcome;
  return (struct comparison){
      .mean_distance = sum_of_distances(cohort->squared, cohort->size) / (double)cohort->size,
      .nearest_distance = __builtin_sqrt(cohort->squared[nearest[0]]),
      .neighbour_risk = (double)affected / NEIGHBOURS,
  };
}
