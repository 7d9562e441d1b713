#!/usr/bin/env node
import { run } from "@vial/cli";

process.exitCode = await run(["new", ...process.argv.slice(2)]);
