// What every server process here has in common: it prints "port <n>" when it listens, obeys lines on stdin and ends when stdin does.
//   stop     drops all connections and stops listening; prints "stopped"
//   start    listens again, on the same port; prints "port <n>"
//   anything else goes to `commands[word](rest)`, which prints "ok" when that is done
const http = require("http");
const readline = require("readline");

module.exports = function run(attach, commands = {}) {
  let port = 0;
  let server;
  const sockets = new Set();

  function start() {
    server = http.createServer((request, response) => response.writeHead(404).end("not here"));
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    attach(server);
    server.listen(port, "127.0.0.1", () => {
      port = server.address().port;
      console.log("port " + port);
    });
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
