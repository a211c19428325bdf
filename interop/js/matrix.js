'use strict';
// Every official client against one server: node matrix.js <url> [--update] [--only=<text in "version mode">[,<another>]] [--parallel=8]
// The table that comes out has to be the one in ../expected-matrix.txt; --update writes it there.
// With --limits it is about large messages, and about ends that one side wants; the table is ../expected-limits.txt.
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

const LIMITS = process.argv.includes('--limits');
const LIMITS_VERSIONS = ['1.3.7', '2.5.0', '4.8.4'];
const EXPECTED_NAME = LIMITS ? 'expected-limits.txt' : 'expected-matrix.txt';
const EXPECTED = path.join(__dirname, '..', EXPECTED_NAME);
const LINE_TIMEOUT = 240_000;
const CHECKS = LIMITS
  ? ['connect', 'large', 'large-bin', 'header', 'leave', 'kick', 'too-large', 'alive', 'transport']
  : [
      ...['connect', 'order', 'upgrade', 'text', 'bin-up', 'bin-down', 'ask', 'ask-bin', 'answer', 'answer-bin'],
      ...['accept', 'refuse', 'alive', 'transport'],
    ];

// Faults of clients themselves, the same with every server: in which lines, in which answers, and why.
const CLIENT_FAULTS = [
  {
    line: /^1\.3\.\d+ (polling|websocket|upgrade)$/,
    found: /^what the server heard is (00)+/,
    reason: 'client: in Node.js engine.io-parser 1.2 turns an ArrayBuffer into zeros when it writes base64',
  },
];

function linesOf(manifest) {
  return Object.keys(manifest.dependencies)
    .filter((name) => name.startsWith('client-'))
    .map((name) => name.replace('client-', ''))
    .flatMap((version) => modesOf(version).map((mode) => ({ version, mode, name: `${version} ${mode}` })));
}

function modesOf(version) {
  if (LIMITS) {
    return LIMITS_VERSIONS.includes(version) ? ['polling', 'websocket'] : [];
  }
  const everywhere = ['polling', 'websocket', 'upgrade'];
  return Number(version.split('.')[0]) < 3 ? [...everywhere, 'xhr2', 'xhr2-node'] : everywhere;
}

function run(line, url) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--no-deprecation', path.join(__dirname, 'line.js'), line.version, line.mode, url, ...(LIMITS ? ['limits'] : [])]);
    const output = { out: '', err: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), LINE_TIMEOUT);
    child.stdout.on('data', (chunk) => (output.out += chunk));
    child.stderr.on('data', (chunk) => (output.err += chunk));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(foundIn(output));
    });
  });
}

function foundIn({ out, err }) {
  try {
    return JSON.parse(out);
  } catch {
    return { connect: `no result: ${(out + err).trim().split('\n')[0] || 'it took too long'}` };
  }
}

function row(line, found) {
  const reasons = new Map();
  const cells = CHECKS.map((check) => {
    if (found[check] === 'ok') {
      return 'ok';
    }
    if (found[check] === undefined) {
      return '-';
    }
    const reason = reasonOf(line, found[check]);
    reasons.set(reason, [...(reasons.get(reason) ?? []), check]);
    return 'fault';
  });
  const words = [...reasons].map(([reason, checks]) => `${checks.join(' ')}: ${reason}`);
  return [line.version, line.mode, ...cells, [...words, ...(found.crash ? ['crash: ' + found.crash] : [])].join('; ')];
}

function reasonOf(line, found) {
  return CLIENT_FAULTS.find((fault) => fault.line.test(line.name) && fault.found.test(found))?.reason ?? found;
}

function table(rows) {
  const head = ['version', 'mode', ...CHECKS, 'why'];
  const widths = [7, 9, ...CHECKS.map((check) => Math.max(check.length, 'fault'.length)), 0];
  return [head, ...rows].map((cells) => cells.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

function difference(actual, expected) {
  const keyOf = (text) => text.split(/\s+/, 2).join(' ');
  const wanted = new Map(expected.map((text) => [keyOf(text), text]));
  const differing = actual.filter((text) => wanted.get(keyOf(text)) !== text);
  return differing.map((text) => `- ${wanted.get(keyOf(text)) ?? '(no such line)'}\n+ ${text}`);
}

async function inParallel(lines, parallel, work) {
  const results = new Array(lines.length);
  let next = 0;
  const worker = async () => {
    while (next < lines.length) {
      const index = next++;
      results[index] = await work(lines[index]);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

function option(name, otherwise) {
  const prefix = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? otherwise;
}

async function main() {
  const url = process.argv[2];
  const only = option('only', '');
  const lines = linesOf(require('./package.json')).filter((line) => only.split(',').some((text) => line.name.includes(text)));
  const rows = await inParallel(lines, Number(option('parallel', '8')), async (line) => row(line, await run(line, url)));
  const actual = table(rows);
  console.log(actual.join('\n'));
  if (process.argv.includes('--update')) {
    fs.writeFileSync(EXPECTED, actual.join('\n') + '\n');
  }
  const expected = fs.readFileSync(EXPECTED, 'utf8').trimEnd().split('\n');
  const missing = only ? 0 : Math.max(0, expected.length - actual.length);
  const differences = difference(actual.slice(1), expected.slice(1));
  const failed = differences.length + missing;
  if (failed > 0) {
    console.log(`\nNot as in ${EXPECTED_NAME}${missing ? `, which has ${missing} lines more` : ''}:\n${differences.join('\n')}\n`);
  }
  console.log(`${lines.length - differences.length} passed, ${failed} failed`);
  process.exitCode = failed > 0 || lines.length === 0 ? 1 : 0;
}

main();
