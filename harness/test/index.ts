export { deviceTests } from "./device-tests.ts";
