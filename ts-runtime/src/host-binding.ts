import type { Host } from "./host.ts";

/** The bundle is the body of `(async function (host) { … })`: this is its parameter. */
declare const host: Host;
/** The bundler puts `true` here, so that what follows is not in a bundle. */
declare const isBundled: boolean | undefined;

if (typeof isBundled === "undefined" && typeof host === "undefined") {
  throw new Error(
    '"async-io-ts" and "async-io-ts/test" are for programs on the device, and this is Node.js. A test that boots devices imports ' +
      '"async-io-ts/ava", any other program of this machine "async-io-ts/harness"; tests that run on the device are in files that ' +
      "end in .device.ts",
  );
}

// A variable of the bundle is reached faster than a property of `host`, and a read or write needs every one of these on each call.
export const {
  write: hostWrite,
  record: hostRecord,
  exit: hostExit,
  args: hostArgs,
  system: hostSystem,
  now: hostNow,
  epoch: hostEpoch,
  figure: hostFigure,
  collect: hostCollect,
  awaitBy: hostAwaitBy,
  onEvent: hostOnEvent,
  socket: hostSocket,
  nonBlocking: hostNonBlocking,
  close: hostClose,
  bind: hostBind,
  listen: hostListen,
  connect: hostConnect,
  accept: hostAccept,
  receive: hostReceive,
  read: hostRead,
  takeRead: hostTakeRead,
  settle: hostSettle,
  send: hostSend,
  sendAll: hostSendAll,
  sendTo: hostSendTo,
  shutdown: hostShutdown,
  socketError: hostSocketError,
  setNoDelay: hostSetNoDelay,
  noDelay: hostNoDelay,
  localAddress: hostLocalAddress,
  peerAddress: hostPeerAddress,
  lastAddress: hostLastAddress,
  lastPort: hostLastPort,
  register: hostRegister,
  deregister: hostDeregister,
  arm: hostArm,
  disarm: hostDisarm,
  timerStart: hostTimerStart,
  timerStartIn: hostTimerStartIn,
  timerMove: hostTimerMove,
  timerRetarget: hostTimerRetarget,
  timerExists: hostTimerExists,
  timerStop: hostTimerStop,
  timersReached: hostTimersReached,
  promise: hostPromise,
  family: hostFamily,
  lookup: hostLookup,
  lookupResult: hostLookupResult,
  lookupCancel: hostLookupCancel,
} = host;
