/** The bytes of the input, last to first. */
export function run(input: Uint8Array): Uint8Array {
  const length = input.length;
  const output = new Uint8Array(length);
  for (let i = 0; i < length; i++) unchecked((output[i] = input[length - 1 - i]));
  return output;
}
