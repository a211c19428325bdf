// A Socket.IO server: socketio.js <version of socket.io> [options as JSON]. On "/" and "/chat":
//   auth                  goes to the client when it connects, with the auth of its handshake
//   echo                  comes back as "echo back" with the same arguments
//   ask                   is acknowledged with the same arguments
//   ask me <event> ...    the server emits <event> with a callback and reports the answer as "answered"
//   join <room>, to room  joins; sends "to room" to all in it
//   leave                 the server disconnects the socket; "leave all" closes the connection
// "/secret" refuses whoever has no token "sesame"; "/nobody" isn't there.
const version = process.argv[2];
const options = JSON.parse(process.argv[3] || "{}");
const old = version.startsWith("2");
const Server = old ? require("server-" + version) : require("server-" + version).Server;
let io;

function serve(socket) {
  socket.emit("auth", old ? socket.handshake.query : socket.handshake.auth);
  socket.on("echo", (...args) => socket.emit("echo back", ...args));
  socket.on("ask", (...args) => args.pop()(...args));
  socket.on("ask me", (event, ...args) => socket.emit(event, ...args, (...answer) => socket.emit("answered", ...answer)));
  socket.on("join", (room) => socket.join(room));
  socket.on("to room", (room, ...args) => io.of(socket.nsp.name).to(room).emit("to room", ...args));
  socket.on("leave", () => socket.disconnect());
  socket.on("leave all", () => socket.disconnect(true));
}

function checkToken(socket, next) {
  const token = (old ? socket.handshake.query : socket.handshake.auth).token;
  const error = new Error("who are you?");
  error.data = { code: "wrong token" };
  next(token === "sesame" ? undefined : error);
}

require("./process.js")(
  (server) => {
    io = new Server(server, options);
    io.on("connection", serve);
    io.of("/chat").on("connection", serve);
    io.of("/secret").use(checkToken).on("connection", serve);
  },
  {
    broadcast: (text) => io.emit("broadcast", text),
    disconnect: () => Object.values(io.of("/").connected || Object.fromEntries(io.of("/").sockets)).forEach((socket) => socket.disconnect(true)),
  },
);
