import type { Cell } from "../cells.ts";

/** Something every plugin has to do in the same way. */
export interface Behaviour {
  readonly name: string;
  /** Fails (any error) when the behaviour does not hold. */
  check(cell: Cell): Promise<void>;
}
