reportError(new Error("a sensor is gone"));
console.log("still here");
setTimeout(() => console.log("never"), 1000);
