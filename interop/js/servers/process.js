// What every server process here has in common: it prints "port <n>" when it listens, obeys lines on stdin and ends when stdin does.
//   stop     drops all connections and stops listening; prints "stopped"
//   start    listens again, on the same port; prints "port <n>"
//   anything else goes to `commands[word](rest)`, which prints "ok" when that is done
const http = require("http");
const readline = require("readline");

// None that the system gives to outgoing connections: it has to be free when the server starts again.
function anyPort() {
  return 10_000 + Math.floor(Math.random() * 20_000);
}

module.exports = function run(attach, commands = {}) {
  let port = anyPort();
  let known = false;
  let server;
  const sockets = new Set();

  function start() {
    server = http.createServer((request, response) => response.writeHead(404).end("not here"));
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    attach(server);
    server.on("error", (error) => {
      if (error.code !== "EADDRINUSE") {
        throw error;
      }
      port = known ? port : anyPort();
      setTimeout(() => server.listen(port, "127.0.0.1"), 10);
    });
    server.on("listening", () => {
      known = true;
      console.log("port " + port);
    });
    server.listen(port, "127.0.0.1");
  }

  function stop() {
    server.close();
    sockets.forEach((socket) => socket.destroy());
    console.log("stopped");
  }

  readline
    .createInterface({ input: process.stdin })
    .on("line", (line) => {
      const [word, ...rest] = line.split(" ");
      if (word === "stop") {
        stop();
      } else if (word === "start") {
        start();
      } else {
        Promise.resolve(commands[word](rest.join(" "))).then(() => console.log("ok"));
      }
    })
    .on("close", () => process.exit(0));
  start();
};
