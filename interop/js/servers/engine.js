// A raw Engine.IO server: engine.js <version of socket.io> [options as JSON]. It echoes every message, text and binary, but for:
//   "close"      the server closes the session
//   "burst <n>"  it sends the texts "0" to "<n - 1>"
//   "header <name>"  it answers with that header of the handshake, for "query" with its URL, for "last cookie" with the cookie of its latest request
//   "to all <text>"  it sends the text to all other sessions, and "gone" when this one has ended
const version = process.argv[2];
const options = Object.assign({ path: "/engine.io" }, JSON.parse(process.argv[3] || "{}"));
const engine = require(require.resolve("engine.io", { paths: [require.resolve("server-" + version)] }));
const sessions = new Set();
const cookies = new Map();

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
  } else if (data === "query") {
    session.send(session.request.url);
  } else if (data === "last cookie") {
    session.send(String(cookies.get(session.id)));
  } else if (typeof data === "string" && data.startsWith("to all ")) {
    session.spoke = true;
    toOthers(session, data.substring("to all ".length));
  } else {
    session.send(data);
  }
}

function toOthers(session, text) {
  sessions.forEach((other) => other === session || other.send(text));
}

function noteCookie(request) {
  cookies.set(new URL(request.url, "http://localhost").searchParams.get("sid"), request.headers.cookie);
}

require("./process.js")(
  (server) => {
    const attached = engine.attach(server, options);
    server.on("request", noteCookie);
    server.on("upgrade", noteCookie);
    attached.on("connection", (session) => {
      sessions.add(session);
      session.on("message", (data) => onMessage(session, data));
      session.on("close", () => {
        sessions.delete(session);
        if (session.spoke) {
          toOthers(session, "gone");
        }
      });
    });
  },
  {
    send: (text) => sessions.forEach((session) => session.send(text)),
    drop: () => sessions.forEach((session) => session.close()),
  },
);
