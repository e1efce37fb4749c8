import createDebug from "debug";

createDebug.enable("sensor:*");
const debug = createDebug("sensor:read");
debug("value %d of %s", 42, "adc0");
createDebug("other")("is not enabled");
console.log(`enabled ${debug.enabled} ${createDebug.enabled("other")}`);
