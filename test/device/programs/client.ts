/** Connects to the address it is given and says how that and each read ended. */
import { args, TcpStream } from "async-io-ts";

type Coded = Error & { code?: string };

try {
  const stream = await TcpStream.connect(args[0] as string);
  console.log(`connected ${stream.peerAddress.address}:${stream.peerAddress.port}`);
  try {
    await stream.writeAll(new TextEncoder().encode("hello\n"));
    const buffer = new Uint8Array(256);
    for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
      console.log(`read ${new TextDecoder().decode(buffer.subarray(0, count)).trim()}`);
    }
    console.log("end of stream");
  } catch (error) {
    console.log(`stream failed: ${(error as Coded).code}`);
  }
  stream.close();
} catch (error) {
  console.log(`connect failed: ${(error as Coded).code} ${(error as Coded).message}`);
}
