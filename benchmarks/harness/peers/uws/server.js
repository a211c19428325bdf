// Peer: socket.io on Node with uWebSockets.js (documented by Socket.IO as its fast engine).
// Usage: node server.js PORT
const { App } = require("@btc-vision/uwebsockets.js");
const { Server } = require("socket.io");

const app = App();
const io = new Server();
io.attachApp(app);
io.on("connection", (socket) => {
  socket.on("echo", (a) => socket.emit("echo", a));
  socket.on("ack", (a, cb) => cb(a));
  socket.on("bin", (b) => socket.emit("bin", b));
  socket.on("bcast", (a) => io.emit("b", a));
  socket.on("join", (r, cb) => { socket.join(r); cb(); });
  socket.on("leave", (r, cb) => { socket.leave(r); cb(); });
});
process.on("SIGUSR2", () => { if (globalThis.gc) { gc(); gc(); } });
app.listen("127.0.0.1", +process.argv[2], (t) => { if (!t) process.exit(1); console.log("listening"); });
