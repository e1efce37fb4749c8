import mitt from "mitt";

const emitter = mitt<{ reading: number }>();
emitter.on("*", (type, value) => console.log(`${type} ${value}`));
emitter.emit("reading", 42);
