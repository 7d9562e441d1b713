import { afterAll, describe, expect, test } from "vitest";
import { behaviours } from "../behaviours/index.ts";
import { cells, nameOf } from "../cells.ts";
import { renderTable } from "../table.ts";

const passed = new Map(cells.map((cell) => [cell, 0]));

afterAll(() => {
  const results = cells.map((cell) => {
    const held = passed.get(cell)!;
    return { ...cell, passed: held, failed: behaviours.length - held };
  });
  console.log(`Behaviours that hold, by language, engine and isolation level:\n${renderTable(results)}`);
});

describe.each(cells.map((cell) => [nameOf(cell), cell] as const))("%s", (_, cell) => {
  test.each(behaviours.map((behaviour) => [behaviour.name, behaviour] as const))(
    "%s",
    async (_name, { check }) => {
      await expect(check(cell)).resolves.toBeUndefined();
      passed.set(cell, passed.get(cell)! + 1);
    },
  );
});
