'use strict';
// The newest official client in the room of a recipe: node conversation.js <url>. Prints "ok", or what went wrong.
const { io } = require('../../interop/js/node_modules/client-4.8.4');
const url = process.argv[2];
const LIMIT = 30_000;

function next(socket, event) {
  return new Promise((resolve) => socket.once(event, resolve));
}

function check(what, found, wanted) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}

async function converse(transports) {
  const [ada, bob] = [0, 1].map(() => io(url, { transports, forceNew: true, reconnection: false, timeout: LIMIT }));
  try {
    await Promise.all([ada, bob].map((socket) => Promise.race([
      next(socket, 'connect'),
      next(socket, 'connect_error').then((error) => { throw error; }),
    ])));
    const said = next(bob, 'said');
    check('acknowledgement', await ada.timeout(LIMIT).emitWithAck('say', 'é ☃ 𝒳'), 'said');
    check('text', await said, 'é ☃ 𝒳');
    const shared = next(ada, 'shared');
    check('length', await bob.timeout(LIMIT).emitWithAck('share', Buffer.from([0, 1, 127, 128, 255])), 5);
    check('bytes', [...new Uint8Array(await shared)], [0, 1, 127, 128, 255]);
    if (transports.length === 2 && ada.io.engine.transport.name !== 'websocket') {
      await next(ada.io.engine, 'upgrade');
    }
  } finally {
    ada.close();
    bob.close();
  }
}

const late = setTimeout(() => {
  console.log('it took too long');
  process.exit(1);
}, LIMIT);
Promise.all([['polling'], ['websocket'], ['polling', 'websocket']].map(converse))
  .then(() => console.log('ok'), (error) => console.log(error.message))
  .finally(() => clearTimeout(late));
