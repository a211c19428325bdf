// A Socket.IO server: socketio.js <version of socket.io> [options as JSON]. On "/" and "/chat":
//   welcome               goes to the client when it connects, with the auth of its handshake
//   echo                  comes back as "echo back" with the same arguments
//   hear                  is acknowledged with what the server heard, in hexadecimal, so that no fault cancels another out
//   ask                   is acknowledged with the same arguments
//   never                 is never acknowledged
//   ask me <event> ...    the server emits <event> with a callback and reports the answer as "answered"
//   numbers <n>           the server emits "number" with 0 to n - 1, then "numbers sent"
//   number, counted       the server keeps the numbers, and acknowledges "counted" with all of them
//   join, to room <room>  joins; sends "to room" to all in it
//   leave                 the server disconnects the socket; "leave all" closes the connection
// "/secret" refuses whoever has no token "sesame"; "/nobody" isn't there.
const version = process.argv[2];
const options = JSON.parse(process.argv[3] || "{}");
const old = version.startsWith("2");
const Server = old ? require("server-" + version) : require("server-" + version).Server;
let io;

function hex(value) {
  return Buffer.isBuffer(value) ? value.toString("hex") : Array.from(value, (char) => char.codePointAt(0).toString(16)).join(" ");
}

function serve(socket) {
  const numbers = [];
  socket.emit("welcome", old ? socket.handshake.query : socket.handshake.auth);
  socket.on("echo", (...args) => socket.emit("echo back", ...args));
  socket.on("hear", (value, ack) => ack(hex(value)));
  socket.on("ask", (...args) => args.pop()(...args));
  socket.on("never", () => {});
  socket.on("ask me", (event, ...args) => socket.emit(event, ...args, (...answer) => socket.emit("answered", ...answer)));
  socket.on("numbers", (count) => {
    for (let i = 0; i < count; i++) {
      socket.emit("number", i);
    }
    socket.emit("numbers sent");
  });
  socket.on("number", (number) => numbers.push(number));
  socket.on("counted", (ack) => ack(numbers));
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack();
  });
  socket.on("to room", (room, ...args) => io.of(socket.nsp.name).to(room).emit("to room", ...args));
  socket.on("leave", () => socket.disconnect());
  socket.on("leave all", () => socket.disconnect(true));
}

function checkToken(socket, next) {
  const token = (old ? socket.handshake.query : socket.handshake.auth).token;
  const error = new Error("who are you?");
  error.data = { code: "wrong token", hint: "é ☃ 𝒳 \u2028" };
  next(token === "sesame" ? undefined : error);
}

function sockets() {
  return old ? Object.values(io.of("/").connected) : Array.from(io.of("/").sockets.values());
}

async function alone() {
  while (sockets().length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
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
    alone,
    disconnect: () => sockets().forEach((socket) => socket.disconnect(true)),
  },
);
