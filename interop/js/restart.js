'use strict';
// Clients that live through the end of their server, and a new one on the same port: node restart.js <url>
// Prints "connected" when all are, "again" when all are again and were heard.
delete globalThis.WebSocket; // as in line.js
const [url] = process.argv.slice(2);
const VERSIONS = ['1.7.4', '2.5.0', '4.8.4'];
const TRANSPORTS = [['polling'], ['websocket'], ['polling', 'websocket']];

const clients = VERSIONS.flatMap((version) =>
  TRANSPORTS.map((transports) =>
    require('client-' + version)(url, { transports, forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 500, timeout: 30_000 }),
  ),
);

const heard = (client) => new Promise((resolve) => client.emit('ask', 'are you there?', (_, text) => resolve(text)));

function nextTime(client) {
  return new Promise((resolve) => client.once('connect', () => heard(client).then(resolve)));
}

async function main() {
  const first = clients.map(nextTime);
  await Promise.all(first);
  const gone = clients.map((client) => new Promise((resolve) => client.once('disconnect', resolve)));
  const again = gone.map((end, index) => end.then(() => nextTime(clients[index])));
  console.log('connected');
  console.log('gone: ' + [...new Set(await Promise.all(gone))].sort().join(', '));
  await Promise.all(again);
  console.log('again');
  process.exit(0);
}

main();
