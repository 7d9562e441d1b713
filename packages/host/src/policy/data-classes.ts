import type { DataClass } from "@vial/pdk-types";

/** Every class of data, as `vial.json` names them. */
export const dataClasses: readonly DataClass[] = [
  "identifying",
  "sensitive-health",
  "sensitive-other",
  "pseudonymised",
  "anonymised",
  "operational",
];
