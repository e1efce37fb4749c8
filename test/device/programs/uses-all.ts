/** Uses a timer, a host call and the reactor: one of them is broken in the tests of faults. */
import { memory, sleep, TcpListener, timeout } from "async-io-ts";

console.log("before");
await sleep(50);
memory();
const listener = await TcpListener.bind("127.0.0.1:0");
await timeout(1_000, (signal) => listener.accept({ signal })).catch(() => {});
console.log("never printed");
