/** Writes to the standard output and waits until it is written, as a pipe takes it in its own time. */
export async function writeOutput(bytes: Uint8Array): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  await promise;
}
