/** Ends by itself with code 0: an idle listener and a timer that never fires hold nothing. */
import { TcpListener, Timer } from "async-io-ts";

await TcpListener.bind("0.0.0.0:7");
void Promise.resolve(Timer.never());
console.log("idle");
