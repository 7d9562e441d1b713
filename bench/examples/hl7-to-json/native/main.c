/* The example as a native program. It writes into its input, so each run has a copy of its own. */
#include "framing.h"
#include "serve.h"
#include <string.h>

static bool run(struct vial_bytes input, struct vial_bytes *output) {
  struct vial_bytes own = {vial_reserve(input.length + VIAL_PADDING), input.length};
  if (own.data == NULL)
    return false;
  memcpy(own.data, input.data, input.length + VIAL_PADDING);
  struct document document;
  return document_open(&document, own) && framing_add(&document, own) &&
         document_close(&document, output);
}

int main(int argc, char **argv) {
  return serve(argc, argv, run);
}
