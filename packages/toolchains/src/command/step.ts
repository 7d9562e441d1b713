const patienceMs = 2000;

function seconds(since: number): string {
  return `${Math.round((performance.now() - since) / 1000)} s`;
}

/** Says on the standard error what is being done and, when it takes over two seconds, that it goes on and for how long. */
export async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const live = process.stderr.isTTY;
  console.error(`- ${what}`);
  const timer = setInterval(
    () => process.stderr.write(live ? `\r  ${seconds(start)}` : `  ${seconds(start)} so far\n`),
    live ? patienceMs / 2 : patienceMs * 5,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
    const done = performance.now() - start > patienceMs ? `  took ${seconds(start)}\n` : "";
    process.stderr.write(live && done ? `\r${done}` : done);
  }
}
