#include "answer.h"
#include "messages.h"

static const double WIDE = 100;

static void summarise_values(struct number_array values, struct summary *summary) {
  summary->values = values;
  summary->count = (int64_t)values.count;
  bool any = values.count > 0;
  summary->has_mean = any;
  summary->has_minimum = any;
  summary->has_maximum = any;
  if (!any)
    return;
  summary->minimum = values.items[0];
  summary->maximum = values.items[0];
  for (size_t i = 0; i < values.count; i++) {
    double value = values.items[i];
    summary->total += value;
    if (value < summary->minimum)
      summary->minimum = value;
    if (value > summary->maximum)
      summary->maximum = value;
  }
  summary->mean = summary->total / (double)values.count;
}

/* `flags` has room for one of each. */
static void flag(const struct readings *readings, struct summary *summary, enum flag *flags) {
  summary->flags = (struct flag_array){flags, 0};
  if (summary->count == 0)
    flags[summary->flags.count++] = FLAG_EMPTY;
  if (!readings->verified)
    flags[summary->flags.count++] = FLAG_UNVERIFIED;
  if (summary->count > 0 && summary->maximum - summary->minimum > WIDE)
    flags[summary->flags.count++] = FLAG_WIDE;
}

static struct summary summary_of(const struct readings *readings, enum flag *flags) {
  struct summary summary = {
      .patient = readings->patient,
      .code_points = count_code_points(readings->patient),
      .unit = readings->unit,
      .has_note = readings->has_note,
      .note_is_null = readings->note_is_null,
      .note = readings->note,
      .has_source = readings->has_source,
      .source = readings->source,
      .has_latest = readings->history.count > 0,
  };
  if (summary.has_latest)
    summary.latest = readings->history.items[readings->history.count - 1];
  summarise_values(readings->values, &summary);
  flag(readings, &summary, flags);
  return summary;
}

VIAL_EXPORT("summarise") int32_t summarise(void) {
  struct vial_bytes input;
  struct vial_json_reader reader;
  struct readings readings;
  if (!vial_read_input(&input))
    return fail_for_memory();
  vial_json_read_begin(&reader, input);
  read_readings(&reader, &readings);
  if (!vial_json_read_end(&reader))
    return vial_fail(vial_json_read_error(&reader));
  enum flag flags[FLAG_WIDE + 1];
  struct summary summary = summary_of(&readings, flags);
  struct vial_json_writer writer;
  vial_json_write_begin(&writer);
  write_summary(&writer, &summary);
  return vial_json_succeed(&writer);
}
