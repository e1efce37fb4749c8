/**
 * What a soak is done to: sends back what comes over TCP and UDP on port 7. It answers questions that come in datagrams to port 9: "figures"
 * with the firmware's, "look up" with the address of a name, "now" with its clock.
 */
import { lookup, TcpListener, type TcpStream, UdpSocket } from "async-io-ts";
import { hostCollect, hostFigure } from "../../../ts-runtime/src/host-binding.ts";

const names = ["heap.used", "net.contexts", "net.received", "net.sent", "net.received.buffers", "net.sent.buffers"];

function figures(): string {
  // What is freed may free more.
  hostCollect();
  hostCollect();
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, hostFigure(name)])));
}

async function echo(stream: TcpStream): Promise<void> {
  await using _ = stream;
  const buffer = new Uint8Array(512);
  for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
    await stream.writeAll(buffer.subarray(0, count));
  }
}

async function echoDatagrams(): Promise<void> {
  const socket = await UdpSocket.bind("0.0.0.0:7");
  const buffer = new Uint8Array(1472);
  for (;;) {
    const [count, sender] = await socket.recvFrom(buffer);
    // An answer to a server would be answered, for ever.
    if (sender.port !== 53 && sender.port !== 67) {
      await socket.sendTo(buffer.subarray(0, count), sender).catch(() => {});
    }
  }
}

async function find(): Promise<string> {
  try {
    return await lookup("host.test");
  } catch (error) {
    return `nothing: ${(error as Error).message}`;
  }
}

async function answerTo(question: string): Promise<string | undefined> {
  switch (question) {
    case "figures":
      return figures();
    case "look up":
      return find();
    case "now":
      return String(performance.now());
    default:
      return undefined;
  }
}

async function answerQuestions(): Promise<void> {
  const socket = await UdpSocket.bind("0.0.0.0:9");
  const buffer = new Uint8Array(64);
  for (;;) {
    const [count, sender] = await socket.recvFrom(buffer);
    const question = new TextDecoder().decode(buffer.subarray(0, count));
    const answer = await answerTo(question);
    if (answer !== undefined) {
      await socket.sendTo(new TextEncoder().encode(answer), sender).catch(() => {});
    }
  }
}

const listener = await TcpListener.bind("0.0.0.0:7");
void echoDatagrams();
void answerQuestions();
console.log("listening on 7");
for await (const stream of listener.incoming()) {
  echo(stream).catch(() => {});
}
