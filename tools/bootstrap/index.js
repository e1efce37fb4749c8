#!/usr/bin/env node
// The first thing that `npm start`, `npm test` and the others run, on whatever Node there is and before `npm ci`: nothing but
// the check of Node's version may stand here, in syntax that old versions parse.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 20 || (major === 20 && minor >= 19)) {
  import("./main.js").then((module) => module.main(process.argv.slice(2)));
} else {
  console.error(
    `async-io-ts needs Node 20.19 or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      "Install Node 20 or newer (your system's packages, nvm, fnm or Volta have it), then run the command again.",
  );
  process.exitCode = 69;
}
