#include "workload.h"
#include "cohort.h"
#include "messages.h"
#include "model.h"

static const double HIGH_RISK = 0.2;

enum outcome { SCORED, NO_BATCH, COHORT_TOO_SMALL, OUT_OF_RANGE, OUT_OF_MEMORY };

/* Rounds half up to six decimals. */
static double rounded(double value) {
  return __builtin_floor(value * 1000000 + 0.5) / 1000000;
}

static double mean(double sum, size_t count) {
  return count == 0 ? 0 : rounded(sum / (double)count);
}

static enum outcome score_patients(const struct patient_array *patients,
                                   const struct cohort *cohort, struct scores *scores) {
  double risks = 0;
  double distances = 0;
  for (size_t i = 0; i < patients->count; i++) {
    const struct patient *patient = &patients->items[i];
    double z[FEATURES];
    if (!standardise(&patient->measurements, z, 1))
      return OUT_OF_RANGE;
    double risk = risk_of(patient, z);
    struct comparison comparison = compare(z, cohort);
    scores->summary.high_risk += risk >= HIGH_RISK;
    risks += risk;
    distances += comparison.mean_distance;
    scores->scores.items[i] = (struct score){
        .id = patient->id,
        .mean_distance = rounded(comparison.mean_distance),
        .nearest_distance = rounded(comparison.nearest_distance),
        .neighbour_risk = rounded(comparison.neighbour_risk),
        .risk = rounded(risk),
    };
  }
  scores->summary.patients = (int32_t)patients->count;
  scores->summary.mean_distance = mean(distances, patients->count);
  scores->summary.mean_risk = mean(risks, patients->count);
  return SCORED;
}

static enum outcome score(struct vial_bytes input, struct scores *scores) {
  struct vial_json_reader reader;
  struct batch batch;
  vial_json_read_begin(&reader, input);
  read_batch(&reader, &batch);
  if (!vial_json_read_end(&reader))
    return NO_BATCH;
  if (batch.cohort.count < NEIGHBOURS)
    return COHORT_TOO_SMALL;
  struct cohort cohort;
  switch (make_cohort(&batch.cohort, &cohort)) {
  case COHORT_OUT_OF_MEMORY:
    return OUT_OF_MEMORY;
  case COHORT_OUT_OF_RANGE:
    return OUT_OF_RANGE;
  default:
    break;
  }
  size_t count = batch.patients.count;
  *scores = (struct scores){.scores = {vial_reserve(count * sizeof(struct score)), count}};
  if (scores->scores.items == NULL)
    return OUT_OF_MEMORY;
  return score_patients(&batch.patients, &cohort, scores);
}

static struct vial_bytes bytes_of(struct vial_text text) {
  return (struct vial_bytes){(uint8_t *)text.data, text.length};
}

bool run(struct vial_bytes input, struct vial_bytes *output) {
  struct scores scores;
  struct vial_json_writer writer;
  struct vial_text json = {0};
  switch (score(input, &scores)) {
  case NO_BATCH:
    json = VIAL_TEXT("{\"error\":\"not-a-batch\"}");
    break;
  case COHORT_TOO_SMALL:
    json = VIAL_TEXT("{\"error\":\"cohort-too-small\"}");
    break;
  case OUT_OF_RANGE:
    json = VIAL_TEXT("{\"error\":\"out-of-range\"}");
    break;
  case OUT_OF_MEMORY:
    return false;
  case SCORED:
    vial_json_write_begin(&writer);
    write_scores(&writer, &scores);
    if (!vial_json_write_end(&writer, &json))
      return false;
    break;
  }
  *output = bytes_of(json);
  return true;
}
