/* HL7 v2 in ER7 encoding to JSON. The README shows what goes in and what comes out. */
#include "framing.h"

VIAL_EXPORT("process") int32_t process(void) {
  struct vial_bytes input;
  if (!vial_read_input(&input))
    return vial_fail(VIAL_TEXT("HL7-MEMORY: at byte 0: memory cannot hold the input"));
  struct document document;
  struct vial_bytes json;
  if (document_open(&document, input) && framing_add(&document, input) &&
      document_close(&document, &json))
    return vial_succeed(json.data, json.length);
  return vial_fail(error_format(&document.error));
}
