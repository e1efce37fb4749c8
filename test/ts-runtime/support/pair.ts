import { drive, TcpListener, TcpStream } from "./device.ts";

/** Two ends of a connection; the listener is closed. */
export async function connectedPair(): Promise<[client: TcpStream, server: TcpStream]> {
  const listener = await drive(TcpListener.bind("127.0.0.1:0"));
  const connecting = TcpStream.connect(listener.localAddress);
  const [client, [server]] = await drive(Promise.all([connecting, listener.accept()]));
  listener.close();
  return [client, server];
}
