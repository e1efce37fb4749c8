console.log("log");
console.error("error");
console.info("info");
console.warn("warn");
console.debug("debug");
console.assert(false, "assert");
console.log("app.js:1:2, app-00000000.js:1:1 and \u0002marks\u0003");
console.log(`own ${new Error("told").stack}`);
throw new Error("uncaught");
