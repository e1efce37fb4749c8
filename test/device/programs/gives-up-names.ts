/** Gives up look-ups that nobody answers, and then looks a name up. */
import { args, lookup, timeout } from "async-io-ts";

for (let i = 0; i < 20; i++) {
  await timeout(10, (signal) => lookup("silent.test", { signal })).catch(() => undefined);
}
console.log(
  await lookup(args[0] as string).then(
    () => "found",
    (error: { code: string }) => error.code,
  ),
);
