/* The plugin's exports: JSON in, JSON out. What it computes is in assess.c. */
#include "assess.h"

VIAL_EXPORT("process") int32_t process(void) {
  struct vial_bytes input;
  if (!vial_read_input(&input))
    return vial_fail(VIAL_TEXT("memory cannot hold the input"));

  struct vial_json_reader reader;
  struct measurement measurement;
  vial_json_read_begin(&reader, input);
  read_measurement(&reader, &measurement);
  if (!vial_json_read_end(&reader))
    return vial_fail(vial_json_read_error(&reader));

  struct assessment assessment;
  struct vial_text error;
  if (!assess(&measurement, &assessment, &error))
    return vial_fail(error);

  struct vial_json_writer writer;
  vial_json_write_begin(&writer);
  write_assessment(&writer, &assessment);
  return vial_json_succeed(&writer);
}
