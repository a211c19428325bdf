// A raw Engine.IO server: engine.js <version of socket.io> [options as JSON]. It echoes every message, text and binary, but for:
//   "close"      the server closes the session
//   "burst <n>"  it sends the texts "0" to "<n - 1>"
//   "header <name>"  it answers with that header of the handshake
const version = process.argv[2];
const options = Object.assign({ path: "/engine.io" }, JSON.parse(process.argv[3] || "{}"));
const engine = require(require.resolve("engine.io", { paths: [require.resolve("server-" + version)] }));
const sessions = new Set();

function onMessage(session, data) {
  const [word, rest] = typeof data === "string" ? data.split(" ") : [];
  if (word === "close") {
    session.close();
  } else if (word === "burst") {
    for (let i = 0; i < Number(rest); i++) {
      session.send(String(i));
    }
  } else if (word === "header") {
    session.send(String(session.request.headers[rest]));
  } else {
    session.send(data);
  }
}

require("./process.js")(
  (server) => {
    const attached = engine.attach(server, options);
    attached.on("connection", (session) => {
      sessions.add(session);
      session.on("message", (data) => onMessage(session, data));
      session.on("close", () => sessions.delete(session));
    });
  },
  {
    send: (text) => sessions.forEach((session) => session.send(text)),
    drop: () => sessions.forEach((session) => session.close()),
  },
);
