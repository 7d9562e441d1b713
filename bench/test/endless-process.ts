/** Takes no command, not even that to end. */
process.on("message", () => {});
