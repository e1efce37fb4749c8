import type { DeviceInfo } from "./info.ts";
import type { NetworkPort } from "./network-port.ts";

/** What messages call a device: by its name, and by its address, too, where others are on its network. */
export function called({ name }: DeviceInfo, port: NetworkPort | undefined): string {
  return port?.isShared ? `device ${name} (${port.address})` : `device ${name}`;
}
