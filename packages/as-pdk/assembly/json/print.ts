// JSON into memory with room for it, for a writer that reserves by the record and not by the value. Each function takes the
// address it writes at and returns the address behind what it wrote.

export { OVERRUN, write as literal } from "./literal";
export { LONGEST_NUMBER, print as number, printInteger as integer } from "../number/print";
