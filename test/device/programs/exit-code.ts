/** Ends with the code it is given, while a timer is still pending. */
import { args, exit, Timer } from "async-io-ts";

void Promise.resolve(Timer.after(1_000_000));
console.log("leaving");
exit(Number(args[0]));
