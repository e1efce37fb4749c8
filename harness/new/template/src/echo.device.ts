import { TcpListener, TcpStream } from "async-io-ts";
import test from "async-io-ts/test";
import { echo } from "./echo.ts";

// Runs on the device: both ends of the connection are there.
test("what is sent comes back", async (t) => {
  const listener = await TcpListener.bind("127.0.0.1:0");
  const client = await TcpStream.connect(listener.localAddress);
  const [server] = await listener.accept();
  const echoing = echo(server);

  await client.writeAll(new TextEncoder().encode("hello"));
  client.shutdown("write");
  let answer = "";
  for await (const chunk of client) {
    answer += new TextDecoder().decode(chunk);
  }
  t.is(answer, "hello");

  await echoing;
  client.close();
  listener.close();
});
