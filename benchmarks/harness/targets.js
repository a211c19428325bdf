"use strict";
// What Sockeye is held against: for each scenario ours ÷ the best peer, the median of the ratios of the rounds.

/** The largest ratio for each mode; for loop it may depend on the transport. metric: other than server CPU an operation. */
const TARGETS = {
  "echo-32-w1": { default: 1.25, loop: { epoll: 1.05, uring: 0.95 } },
  "echo-32-w16": { default: 0.7, loop: 0.5 },
  "ack-32-w16": { default: 0.7, loop: 0.5 },
  "echo-obj-w16": { default: 0.7, loop: 0.5 },
  "echo-1k-w16": { default: 0.75, loop: 0.6 },
  "echo-16k-w4": { default: 0.8, loop: 0.75 },
  "bin-1k-w8": { default: 0.5, loop: 0.4 },
  "bcast-100": { default: 1.1, loop: 1.1, against: "limit" },
  "bcast-1000": { default: 1.1, loop: 1.1, against: "limit" },
  "bcast-1000-1k": { default: 1.1, loop: 1.1, against: "limit" },
  "bcast-5000": { default: 1.1, loop: 1.1, against: "limit" },
  "rooms-w8": { default: 0.6, loop: 0.45 },
  "connect-ws": { default: 0.95, loop: 0.9 },
  "connect-up": { default: 0.8, loop: 0.75 },
  "polling": { default: 0.6, loop: 0.5 },
  "rate-20000": { default: 1.15, loop: 1.05, metric: "p50_us" },
};
const IDLE_HEAP_BYTES = 3200;
const TOLERANCE = 1.07; // what the measurement can't tell apart

/**
 * Figures of 2026-11-21 on the same kind of machine (2 cores, KVM, Linux 6.18; medians of 3 rounds of 2 s): server CPU in µs an
 * operation, for rate-20000 the median latency in µs. A peer that a run doesn't have is replaced by limit-epoll of that round
 * × its figure ÷ limit-epoll's figure here. socketio4j is 4.0.2-SNAPSHOT, whose artifacts are in no public repository.
 */
const FIGURES = {
  "echo-32-w1": { "limit-epoll": 6.37, "node24": 19.6, "node24-uws": 13.9, "bun": 9.91, "netty-socketio": 11.9, "socketio4j": 8.39, "trinopoty": 16.6 },
  "echo-32-w16": { "limit-epoll": 0.56, "node24": 16.2, "node24-uws": 6.67, "bun": 3.53, "netty-socketio": 9.47, "socketio4j": 3.58, "trinopoty": 12.9 },
  "echo-1k-w16": { "limit-epoll": 1.61, "node24": 19.5, "node24-uws": 9.41, "bun": 6.08, "netty-socketio": 16.3, "socketio4j": 9.32, "trinopoty": 40.3 },
  "echo-16k-w4": { "limit-epoll": 17.8, "node24": 104, "node24-uws": 70.0, "bun": 39.3, "netty-socketio": 70.3, "socketio4j": 70.3, "trinopoty": 373 },
  "echo-obj-w16": { "limit-epoll": 0.76, "node24": 18.1, "node24-uws": 9.62, "bun": 5.21, "netty-socketio": 12.3, "socketio4j": 6.30, "trinopoty": 23.7 },
  "ack-32-w16": { "limit-epoll": 0.54, "node24": 14.0, "node24-uws": 6.31, "bun": 3.53, "netty-socketio": 9.46, "socketio4j": 4.02, "trinopoty": 11.9 },
  "bin-1k-w8": { "limit-epoll": 1.75, "node24": 32.5, "node24-uws": 12.3, "bun": 11.0, "netty-socketio": 26.9, "trinopoty": 27.8 },
  "rooms-w8": { "limit-epoll": 1.05, "node24": 15.8, "node24-uws": 9.33, "bun": 5.64, "netty-socketio": 10.5, "socketio4j": 4.57, "trinopoty": 13.4 },
  "connect-ws": { "limit-epoll": 46.9, "node24": 389, "node24-uws": 111, "bun": 104, "netty-socketio": 101, "socketio4j": 68.4, "trinopoty": 225 },
  "connect-up": { "limit-epoll": 101, "node24": 711, "node24-uws": 290, "bun": 202, "netty-socketio": 309, "socketio4j": 223, "trinopoty": 462 },
  "polling": { "limit-epoll": 13.7, "node24": 105, "node24-uws": 146, "bun": 50.8, "netty-socketio": 109, "socketio4j": 92.5, "trinopoty": 48.3 },
  "rate-20000": { "limit-epoll": 87.6, "node24": 122, "node24-uws": 98.8, "bun": 102, "netty-socketio": 87.6, "socketio4j": 89.6 },
};
const RIVALS = ["node24", "node24-uws", "bun", "netty-socketio", "socketio4j", "trinopoty"];

const median = (a) => { const s = [...a].sort((x, y) => x - y), n = s.length; return n ? (s[(n - 1) >> 1] + s[n >> 1]) / 2 : NaN; };

/** Round → value of one peer in one scenario. */
const series = (rows, peer, label, metric) => new Map(rows.filter((r) => r.peer === peer && r.label === label && r.n > 0).map((r) => [r.round, r[metric]]));

/** What each rival took in each round: measured, or the limit of that round scaled. Best first. */
function rivals(rows, label, metric) {
  const limit = series(rows, "limit-epoll", label, metric), figures = FIGURES[label] || {};
  return RIVALS.map((name) => {
    const measured = series(rows, name, label, metric);
    if (measured.size) return { name, measured: true, rounds: measured };
    const factor = figures[name] / figures["limit-epoll"];
    return { name, measured: false, rounds: Number.isFinite(factor) ? new Map([...limit].map(([k, v]) => [k, v * factor])) : new Map() };
  }).filter((r) => r.rounds.size).sort((a, b) => median(a.rounds.values()) - median(b.rounds.values()));
}

/** The verdict on one of our peers in each scenario. ours: { name, mode, transport }. */
function judge(rows, ours) {
  const out = [];
  for (const [label, t] of Object.entries(TARGETS)) {
    const metric = t.metric || "srv_us_per_op", mine = series(rows, ours.name, label, metric);
    if (!mine.size) continue;
    const limitName = "limit-" + ours.transport, limits = series(rows, limitName, label, metric);
    const best = t.against === "limit" ? (limits.size ? { name: limitName, measured: true, rounds: limits } : undefined) : rivals(rows, label, metric)[0];
    if (!best) continue;
    const ratios = [...mine].filter(([round]) => best.rounds.has(round)).map(([round, v]) => v / best.rounds.get(round));
    const given = t[ours.mode], target = typeof given === "number" ? given : given[ours.transport];
    const ratio = median(ratios);
    out.push({ label, ours: median(mine.values()), best: median(best.rounds.values()), rival: best.name, measured: best.measured, limit: median(series(rows, "limit-epoll", label, metric).values()),
      ratio, low: Math.min(...ratios), high: Math.max(...ratios), rounds: ratios.length, target, verdict: ratio <= target ? "met" : ratio <= target * TOLERANCE ? "within 7 %" : "missed" });
  }
  return out;
}

module.exports = { TARGETS, FIGURES, RIVALS, IDLE_HEAP_BYTES, TOLERANCE, judge, rivals, median };
