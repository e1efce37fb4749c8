import { now } from "../clock.ts";
import { hostEpoch } from "../host-binding.ts";

/** The device's clock. */
export const performance = {
  now,
  /** Milliseconds since 1970 at boot, or 0 where the device does not know. */
  get timeOrigin(): number {
    return hostEpoch();
  },
};
