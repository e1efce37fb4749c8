#!/usr/bin/env node
import { run } from "../dist/harness/cli/index.js";

process.exitCode = await run(process.argv.slice(2));
