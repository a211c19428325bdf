"use strict";
// SVG charts without dependencies, readable in light and dark. Text is placed by estimated width (6 px a character at 12 px).
const esc = (s) => String(s).replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
const short = (x) => x >= 1000 && x % 1000 === 0 ? x.toLocaleString("en-US") : x >= 100 ? x.toFixed(0) : String(+x.toPrecision(3));
const width = (s) => String(s).length * 6.4;

/** A colour a series, told apart in both schemes and by shape as well. */
const SERIES = [["#1f5fd0", "#6ea8ff", "circle"], ["#0a7d4f", "#4fd39a", "square"], ["#b4540a", "#ffb066", "diamond"], ["#8a2fb0", "#d59bff", "up"], ["#6b6b6b", "#a8a8a8", "ring"], ["#b01c48", "#ff8aa8", "down"], ["#846a00", "#e2c94a", "cross"]];
const STYLE = `<style>
svg{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
.bg{fill:#fff}.t{fill:#1f2328}.m{fill:#59636e}.g{stroke:#d8dee4}.a{stroke:#8c959f}.h{font-size:15px;font-weight:600}
${SERIES.map(([c], i) => `.f${i}{fill:${c}}.s${i}{stroke:${c}}`).join("")}
@media(prefers-color-scheme:dark){.bg{fill:#0d1117}.t{fill:#e6edf3}.m{fill:#9198a1}.g{stroke:#2b323b}.a{stroke:#656c76}
${SERIES.map(([, c], i) => `.f${i}{fill:${c}}.s${i}{stroke:${c}}`).join("")}}
</style>`;
const svg = (w, h, title, body) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="${esc(title)}">\n${STYLE}\n<rect class="bg" width="${w}" height="${h}" rx="8"/>\n${body.join("\n")}\n</svg>\n`;
const text = (x, y, s, c = "t", anchor = "start") => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${c}" text-anchor="${anchor}">${esc(s)}</text>`;
const line = (x1, y1, x2, y2, c) => `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" class="${c}"/>`;

function mark(x, y, i) {
  const [, , shape] = SERIES[i % SERIES.length], at = `transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"`;
  const path = { square: "M-4-4H4V4H-4Z", diamond: "M0-5.5L5.5 0 0 5.5-5.5 0Z", up: "M0-5.5L5 4H-5Z", down: "M0 5.5L5-4H-5Z" }[shape];
  if (path) return `<path d="${path}" ${at} class="f${i}"/>`;
  if (shape === "ring") return `<circle r="4" ${at} class="s${i}" fill="none" stroke-width="2"/>`;
  if (shape === "cross") return `<path d="M-4-4L4 4M-4 4L4-4" ${at} class="s${i}" stroke-width="2.2"/>`;
  return `<circle r="4.6" ${at} class="f${i}"/>`;
}
function legend(names, x, y, room) {
  const out = [];
  let at = x;
  names.forEach((n, i) => {
    if (at + 26 + width(n) > room) { at = x; y += 20; }
    out.push(mark(at + 5, y - 4, i), text(at + 15, y, n));
    at += 34 + width(n);
  });
  return { out, bottom: y };
}
const LOG = (lo, hi, a, b) => (v) => a + (Math.log(v / lo) / Math.log(hi / lo)) * (b - a);
const LINEAR = (lo, hi, a, b) => (v) => a + ((v - lo) / (hi - lo)) * (b - a);
function steps(hi) {
  const raw = hi / 5, p = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 2.5, 5, 10].map((k) => k * p).find((k) => k >= raw);
  return Array.from({ length: Math.ceil(hi / step - 1e-9) + 1 }, (_, i) => +(i * step).toPrecision(6));
}

/** A row a label, a dot a series, on a logarithmic axis. rows: [{ label, values: [number | NaN] }] */
function dots({ title, subtitle, names, rows, axis, ticks }) {
  const W = 860, left = 130, right = W - 30, key = legend(names, 20, 70, W - 10), top = key.bottom + 40, step = 27, H = top + rows.length * step + 46;
  const x = LOG(ticks[0], ticks[ticks.length - 1], left, right), out = [text(20, 28, title, "t h"), text(20, 48, subtitle, "m"), ...key.out];
  for (const t of ticks) out.push(line(x(t), top - 14, x(t), H - 40, t === 1 ? "a" : "g"), text(x(t), H - 24, short(t), "m", "middle"));
  out.push(text((left + right) / 2, H - 8, axis, "m", "middle"));
  rows.forEach((r, i) => {
    const y = top + i * step + 4;
    out.push(text(left - 14, y + 4, r.label, "t", "end"), line(left, y, right, y, "g"));
    for (let k = r.values.length - 1; k >= 0; k--) if (Number.isFinite(r.values[k])) out.push(mark(x(Math.min(Math.max(r.values[k], ticks[0]), ticks[ticks.length - 1])), y, k));
  });
  return svg(W, H, title, out);
}

/** Lines over x (logarithmic, or linear), y from zero. series: [{ name, points: [[x, y]] }] */
function lines({ title, subtitle, series, xAxis, yAxis, linear = false }) {
  const W = 860, H = 400, left = 70, right = W - 40, bottom = H - 58, key = legend(series.map((s) => s.name), 20, 70, W - 10), top = key.bottom + 40;
  const xs = [...new Set(series.flatMap((s) => s.points.map((p) => p[0])))].sort((a, b) => a - b), ys = steps(Math.max(...series.flatMap((s) => s.points.map((p) => p[1]))) * 1.05);
  const x = (linear ? LINEAR : LOG)(linear ? 0 : xs[0], xs[xs.length - 1], left, right), y = LINEAR(0, ys[ys.length - 1], bottom, top);
  const out = [text(20, 28, title, "t h"), text(20, 48, subtitle, "m"), ...key.out, text(left - 8, top - 14, yAxis, "m")];
  for (const v of ys) out.push(line(left, y(v), right, y(v), v ? "g" : "a"), text(left - 8, y(v) + 4, short(v), "m", "end"));
  for (const v of xs) out.push(line(x(v), bottom, x(v), bottom + 5, "a"), text(x(v), bottom + 20, v.toLocaleString("en-US"), "m", "middle"));
  out.push(text((left + right) / 2, H - 12, xAxis, "m", "middle"));
  series.forEach((s, i) => {
    out.push(`<polyline points="${s.points.map((p) => `${x(p[0]).toFixed(1)},${y(p[1]).toFixed(1)}`).join(" ")}" fill="none" class="s${i}" stroke-width="2"/>`);
    for (const p of s.points) out.push(mark(x(p[0]), y(p[1]), i));
  });
  return svg(W, H, title, out);
}

module.exports = { dots, lines };
