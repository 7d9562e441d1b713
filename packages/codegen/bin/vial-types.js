#!/usr/bin/env node
// Checked in, as npm links commands before anything is built.
import "../dist/cli.js";
