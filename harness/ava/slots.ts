import { connect } from "node:net";

/** Gives a slot back. */
export type Release = () => void;

let last = Promise.resolve();

/**
 * Waits until another test may run. `async-io test` gives out as many slots as there are processors, to all files together; where ava
 * was started directly, the tests of a file run one after the other, and ava runs files at a time.
 */
export function takeSlot({ AIO_TEST_SLOTS } = process.env): Promise<Release> {
  return AIO_TEST_SLOTS ? ask(AIO_TEST_SLOTS) : queue();
}

/** The server sends a byte when it is our turn; the end of the connection, also by the end of this process, gives it back. */
async function ask(port: string): Promise<Release> {
  const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
  // Without a server nobody is to be waited for.
  await new Promise<void>((turn) => socket.once("data", () => turn()).once("close", () => turn()));
  socket.unref();
  return () => socket.destroy();
}

async function queue(): Promise<Release> {
  const before = last;
  let release = () => {};
  last = new Promise((resolve) => {
    release = resolve;
  });
  await before;
  return release;
}
