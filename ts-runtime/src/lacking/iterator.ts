/** `Iterator`, its helpers, `Iterator.from` and `Iterator.concat`. */
import "./iterator-prototype.ts";
import "./iterator-includes.ts";
import "./iterator-statics.ts";
