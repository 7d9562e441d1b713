#include "serve.h"
#include "workload.h"

int main(int argc, char **argv) {
  return serve(argc, argv, run);
}
