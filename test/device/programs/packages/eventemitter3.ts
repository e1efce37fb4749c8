import { EventEmitter } from "eventemitter3";

const emitter = new EventEmitter<{ reading: [value: number] }>();
emitter.on("reading", (value) => console.log(`reading ${value}`));
console.log(emitter.emit("reading", 42), emitter.listenerCount("reading"));
