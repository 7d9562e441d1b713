// What the unit tests call: the functions that need no host.

export { bodyMassIndex, classOf } from "./body-mass-index";
export { Class } from "./messages";
