/** Waits on sockets of each kind, for ever: a listener, one of UDP, and both ends of a connection. */
import { TcpListener, TcpStream, UdpSocket } from "async-io-ts";

const listener = await TcpListener.bind("0.0.0.0:7");
const datagrams = await UdpSocket.bind("0.0.0.0:7");
const [client, [server]] = await Promise.all([TcpStream.connect("127.0.0.1:7"), listener.accept()]);
console.log("waiting");
const buffer = new Uint8Array(1);
await Promise.race([listener.accept(), datagrams.recvFrom(buffer), client.read(buffer), server.read(buffer)]);
console.log("heard something");
