export { root } from "./bootstrap/paths.js";
