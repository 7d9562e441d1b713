export function run(input: Uint8Array): Uint8Array {
  return input.toReversed();
}
