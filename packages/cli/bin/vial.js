#!/usr/bin/env node
// Checked in, as npm links commands before anything is built.
import { enableCompileCache } from "node:module";

enableCompileCache();
const { run } = await import("../dist/index.js");
process.exitCode = await run(process.argv.slice(2));
