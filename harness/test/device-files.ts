/** Preloaded into the processes of tests: from now on a file of device tests is a module that boots it and declares its tests. */
import { register } from "node:module";

register("./device-files-hook.js", import.meta.url);
