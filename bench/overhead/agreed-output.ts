import type { RunningSubject } from "./subjects.ts";

/**
 * The output of all subjects, which is also that of those before: until that is so, no time counts.
 *
 * @param agreed What subjects gave before, by the size of the input in bytes; the first output is added to it.
 */
export async function agreedOutput(
  subjects: readonly RunningSubject[],
  sizeBytes: number,
  agreed: Map<number, Uint8Array>,
): Promise<Uint8Array> {
  for (const subject of subjects) {
    const output = await subject.output();
    const expected = agreed.get(sizeBytes);
    if (expected === undefined) agreed.set(sizeBytes, output);
    else if (Buffer.compare(output, expected) !== 0)
      throw new Error(`${subject.name}: ${differenceOf(output, expected)}`);
  }
  return agreed.get(sizeBytes)!;
}

/** Where two outputs part, without a byte of either. */
function differenceOf(output: Uint8Array, expected: Uint8Array): string {
  const at = output.findIndex((byte, index) => byte !== expected[index]);
  const where = at < 0 ? Math.min(output.length, expected.length) : at;
  return `its output of ${output.length} bytes is another than the ${expected.length} bytes of the first from byte ${where} on`;
}
