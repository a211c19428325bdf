// Peer: socket.io on Bun with its own engine (@socket.io/bun-engine).
// Usage: bun server.js PORT
import { Server } from "socket.io";
import { Server as Engine } from "@socket.io/bun-engine";

const io = new Server();
const engine = new Engine({ path: "/socket.io/" });
io.bind(engine);
io.on("connection", (socket) => {
  socket.on("echo", (a) => socket.emit("echo", a));
  socket.on("ack", (a, cb) => cb(a));
  socket.on("bin", (b) => socket.emit("bin", b));
  socket.on("bcast", (a) => io.emit("b", a));
  socket.on("join", (r, cb) => { socket.join(r); cb(); });
  socket.on("leave", (r, cb) => { socket.leave(r); cb(); });
});
process.on("SIGUSR2", () => { Bun.gc(true); });
Bun.serve({ ...engine.handler(), port: +process.argv[2], hostname: "127.0.0.1" });
console.log("listening");
