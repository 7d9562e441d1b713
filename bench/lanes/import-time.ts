/** Prints the microseconds that importing the library takes, in this new process. */
const [engine] = process.argv.slice(2);
const begin = performance.now();
await import(engine === "extism" ? "@extism/extism" : "@vial/host");
console.log((performance.now() - begin) * 1000);
