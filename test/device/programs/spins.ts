/** Never comes back to its loop. */
console.log("spinning");
for (;;) {}
