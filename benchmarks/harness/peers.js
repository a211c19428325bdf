"use strict";
// What each peer is and how to start it. The working directory is this folder.
//   cmd        $PORT is replaced, $JVMX by the flags of --jvmx, $JAVA, $NODE24 and $BUN by the tools (lib.js)
//   env        further environment
//   gc         how the idle scenario forces a collection
//   mode       ours: "default" or "loop", the column of targets it is held against
//   transport  the limit that its broadcasts are held against
//   only       the scenarios worth the time in a comparison (--full 1 runs all of them)
//   packages   a folder that must be there
//   skip       scenarios that the peer cannot do at all
const JVM = ["-Xmx2g", "-XX:+UseG1GC", "--enable-native-access=ALL-UNNAMED"]; // the same for every JVM peer
const OPEN = ["--add-opens", "java.base/java.lang=ALL-UNNAMED"];
const java = (flags, classPath, main, ...args) => ({
  cmd: ["$JAVA", ...JVM, ...flags, "$JVMX", "-cp", classPath, main, "$PORT", ...args],
  gc: "jcmd",
});
const peer = (name, ...args) => java([], `peers/${name}/target/peer.jar:peers/${name}/target/lib/*`, "Peer", ...args);
const limit = (transport) => ({ ...peer("limit-netty", transport), limit: transport });

const OURS = "../../examples/target/examples.jar:../target/classes";
const sockeye = (mode, transport, flags, ...args) => ({
  ...java(flags, OURS, "io.sockeye.benchmarks.BenchServer", ...args),
  mode,
  transport,
});

const BROADCASTS = ["bcast-100", "bcast-1000", "bcast-1000-1k", "bcast-5000"];
const MESSAGES = ["echo-32-w1", "echo-32-w16", "echo-1k-w16", "echo-16k-w4", "echo-obj-w16", "rate-20000", "ack-32-w16", "bin-1k-w8"];

module.exports = {
  "sockeye": sockeye("default", "epoll", []),
  "sockeye-loop": sockeye("loop", "epoll", OPEN, "loop"),
  "sockeye-uring": sockeye("default", "uring", [], "jdk", "io_uring"),
  "sockeye-loop-uring": { ...sockeye("loop", "uring", OPEN, "loop", "io_uring"), only: ["echo-32-w1", ...BROADCASTS] },

  "limit-epoll": limit("epoll"),
  "limit-uring": { ...limit("uring"), only: ["echo-32-w1", ...BROADCASTS] },
  "limit-nio": limit("nio"),
  "limit-c": { cmd: ["peers/limit-c/limit", "$PORT"], skip: ["polling", "connect-up"] },

  "bun": { packages: "peers/bun/node_modules", cmd: ["$BUN", "peers/bun/server.js", "$PORT"], gc: "usr2", only: [...MESSAGES, "rooms-w8", "connect-ws", "connect-up", "polling"] },
  "node24": { packages: "peers/node24/node_modules", cmd: ["$NODE24", "--expose-gc", "peers/node24/server.js", "$PORT"], gc: "usr2" },
  "node24-uws": {
    packages: "peers/uws/glibc238.so",
    cmd: ["$NODE24", "--expose-gc", "peers/uws/server.js", "$PORT"],
    env: { LD_PRELOAD: "peers/uws/glibc238.so" },
    gc: "usr2",
    only: BROADCASTS,
  },
  "netty-socketio": peer("netty-socketio"),
  "trinopoty": { ...peer("trinopoty"), only: ["polling"] },
};
