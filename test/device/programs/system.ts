import { args, system } from "async-io-ts";

console.log(JSON.stringify({ args, system }));
