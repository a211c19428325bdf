// Reference peer: socket.io on Node, default settings (websocket engine: ws).
// Usage: node [--expose-gc] server.js PORT
const { createServer } = require("http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http);
io.on("connection", (socket) => {
  socket.on("echo", (a) => socket.emit("echo", a));
  socket.on("ack", (a, cb) => cb(a));
  socket.on("bin", (b) => socket.emit("bin", b));
  socket.on("bcast", (a) => io.emit("b", a));
  socket.on("join", (r, cb) => { socket.join(r); cb(); });
  socket.on("leave", (r, cb) => { socket.leave(r); cb(); });
});
process.on("SIGUSR2", () => { if (globalThis.gc) { gc(); gc(); } });
http.listen({ port: +process.argv[2], host: "127.0.0.1", backlog: 4096 }, () => console.log("listening"));
