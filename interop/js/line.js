'use strict';
// One line of the matrix, in a process of its own: node line.js <version> <mode> <url> [limits]
// Prints one line of JSON: what each check found, "ok" or what went wrong.
const [version, mode, url, limits] = process.argv.slice(2);
// Node.js 22 has one of its own, which old clients take for that of a browser while their parser stays that for Node.js.
delete globalThis.WebSocket;
if (mode === 'xhr2') {
  require('./xhr2').likeBrowsers();
} else if (mode === 'xhr2-node') {
  require('./xhr2').likeNode();
}
const io = require('client-' + version);

const TEXT = 'é ☃ 𝒳 \u2028';
const CHECK_TIMEOUT = 60_000;
// The third one comes when the server has understood the client's half of the two before.
const HEARTBEATS = 3;

const major = Number(version.split('.')[0]);
const minor = Number(version.split('.')[1]);
const speaksEio3 = major < 3;
const sendsQueryToNamespace = !speaksEio3 || major === 2 || minor >= 6;
const sendsHeaders = major > 1 || minor > 3;
const refusal = speaksEio3 ? 'error' : 'connect_error';
const transports = mode === 'upgrade' ? ['polling', 'websocket'] : [mode === 'websocket' ? 'websocket' : 'polling'];
const lastTransport = transports[transports.length - 1];

const SMALL = Uint8Array.from([0, 1, 127, 128, 254, 255]).buffer;
const LARGE = Uint8Array.from({ length: 3000 }, (_, index) => index & 255).buffer;
const MEGABYTE = 1_000_000;
const TOO_LARGE = 'x'.repeat(2_500_000);
const HEADER = { 'x-interop': 'sockeye' };
const TINY = new ArrayBuffer(speaksEio3 ? 1 : 0); // clients below 3.0 cannot send an empty one

function hex(bytes) {
  if (bytes instanceof ArrayBuffer || ArrayBuffer.isView(bytes)) {
    const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
    return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('hex');
  }
  return 'not bytes but ' + typeof bytes;
}

function unicode(text) {
  return Array.from(String(text), (character) => character.codePointAt(0).toString(16)).join(' ');
}

function connect(token) {
  const options = { transports, forceNew: true, reconnection: false, timeout: CHECK_TIMEOUT, ...(limits ? { extraHeaders: HEADER } : {}) };
  return io(url, speaksEio3 ? { ...options, query: 'token=' + token } : options);
}

function secretOf(socket, token) {
  if (!speaksEio3) {
    return socket.io.socket('/secret', { auth: { token } });
  }
  return socket.io.socket('/secret', sendsQueryToNamespace ? { query: 'token=' + token } : undefined);
}

function next(socket, event) {
  return new Promise((resolve) => socket.once(event, (...args) => resolve(args)));
}

function connected(socket) {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once(refusal, (error) => reject(new Error('refused: ' + describe(error))));
    socket.once('connect_error', (error) => reject(new Error('no connection: ' + describe(error))));
    socket.io.once('error', (error) => reject(new Error('no connection: ' + describe(error))));
  });
}

function describe(error) {
  return error?.message ?? (typeof error === 'string' ? error : JSON.stringify(error));
}

function same(what, actual, expected) {
  if (actual !== expected) {
    const shown = (value) => (String(value).length > 60 ? String(value).slice(0, 60) + '…' : String(value));
    throw new Error(`${what} is ${shown(actual)} instead of ${shown(expected)}`);
  }
}

function sameData(what, actual, expected) {
  same(what, JSON.stringify(actual), JSON.stringify(expected));
}

async function text(socket) {
  const answer = next(socket, 'text back');
  socket.emit('text', TEXT, { 'é ☃': TEXT });
  const [heard, echo, object] = await answer;
  same('what the server heard', heard, unicode(TEXT));
  same('the echo', unicode(echo), unicode(TEXT));
  sameData('the object', object, { 'é ☃': TEXT });
}

async function order(socket) {
  const numbers = [];
  const all = new Promise((resolve) => socket.on('number back', (number) => numbers.push(number) === 30 && resolve()));
  for (let number = 0; number < 30; number++) {
    socket.emit('number', number);
    if (number % 10 === 9) {
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
  await all;
  same('the order', numbers.join(), Array.from({ length: 30 }, (_, number) => number).join());
}

async function binaryUp(socket) {
  const answer = next(socket, 'binary back');
  socket.emit('binary', { title: TEXT, pictures: [{ name: 'small', bytes: SMALL }, { name: 'large', bytes: LARGE }] }, TINY);
  const [heard] = await answer;
  same('what the server heard', heard, hex(SMALL) + hex(LARGE) + hex(TINY));
}

async function binaryDown(socket) {
  const answer = next(socket, 'album');
  socket.emit('send binary');
  const [album, last] = await answer;
  same('the title', album.title, TEXT);
  same('the small one', hex(album.pictures[0].bytes), hex(SMALL));
  same('the large one', hex(album.pictures[1].bytes), hex(LARGE));
  same('the last one', hex(last), hex(SMALL));
}

async function ask(socket) {
  const [heard, words] = await new Promise((resolve) => socket.emit('ask', TEXT, (...args) => resolve(args)));
  same('what the server heard', heard, unicode(TEXT));
  same('the answer', words, TEXT);
}

async function askBinary(socket) {
  const [heard, bytes] = await new Promise((resolve) => socket.emit('ask binary', LARGE, (...args) => resolve(args)));
  same('the answer', hex(bytes), hex(SMALL));
  same('what the server heard', heard, hex(LARGE));
}

async function answer(socket) {
  const answered = next(socket, 'answered');
  socket.once('question', (question, reply) => reply(question + TEXT));
  socket.emit('ask me', TEXT);
  const [heard] = await answered;
  same('what the server heard', heard, unicode(TEXT + TEXT));
}

async function answerBinary(socket) {
  const answered = next(socket, 'answered binary');
  const asked = new Promise((resolve) =>
    socket.once('question binary', (bytes, reply) => {
      resolve(hex(bytes));
      reply({ bytes: LARGE });
    }),
  );
  socket.emit('ask me binary');
  same('the question', await asked, hex(SMALL));
  const [heard] = await answered;
  same('what the server heard', heard, hex(LARGE));
}

async function accepted(socket) {
  const secret = secretOf(socket, 'sesame');
  const welcome = next(secret, 'welcome');
  await connected(secret);
  const [via] = await welcome;
  same('the token came by', via, sendsQueryToNamespace ? 'auth' : 'query');
  secret.disconnect();
}

async function refused() {
  const socket = connect('mellon');
  await connected(socket);
  const secret = secretOf(socket, 'mellon');
  const [error] = await next(secret, refusal);
  if (speaksEio3) {
    sameData('the refusal', error, { code: 'wrong token', hint: TEXT });
  } else {
    same('the message', error.message, 'who are you?');
    sameData('the data', error.data, { code: 'wrong token', hint: TEXT });
  }
  await text(socket);
  socket.disconnect();
}

async function large(socket) {
  const words = 'x'.repeat(MEGABYTE) + TEXT;
  const [length, echo] = await new Promise((resolve) => socket.emit('large', words, (...args) => resolve(args)));
  same('the length of what the server heard', length, words.length);
  same('the echo', echo, words);
}

async function largeBinary(socket) {
  const bytes = Uint8Array.from({ length: MEGABYTE }, (_, index) => (index * 7 + 1) & 255);
  const [heard, echo] = await new Promise((resolve) => socket.emit('large binary', bytes.buffer, (...args) => resolve(args)));
  same('what the server heard', heard, hex(bytes.slice(0, 8)));
  same('the echo', hex(echo), hex(bytes));
}

async function header(socket) {
  const [value] = await new Promise((resolve) => socket.emit('header', 'x-interop', (...args) => resolve(args)));
  same('the header', value, HEADER['x-interop']);
}

// Has another connection ended in some way; what both sides say of it.
async function ended(socket, end, clientReasons, serverReasons) {
  const room = 'watch ' + Math.random();
  await new Promise((resolve) => socket.emit('watch', room, resolve));
  const gone = next(socket, 'gone');
  const other = connect('sesame');
  await connected(other);
  await new Promise((resolve) => other.emit('be watched', room, resolve));
  const disconnected = next(other, 'disconnect');
  end(other);
  oneOf('the reason of the client', (await disconnected)[0], clientReasons);
  oneOf('the reason of the server', (await gone)[0], serverReasons);
}

function oneOf(what, actual, expected) {
  same(what, expected.includes(actual) ? expected[0] : actual, expected[0]);
}

const leave = (socket) => ended(socket, (other) => other.disconnect(), ['io client disconnect'], ['client namespace disconnect']);

const kick = (socket) => ended(socket, (other) => other.emit('kick me'), ['io server disconnect'], ['server namespace disconnect']);

// More than maxPayload ends that connection, and no other.
const tooLarge = (socket) =>
  ended(socket, (other) => other.emit('text', TOO_LARGE), ['transport error', 'transport close'], ['transport error', 'transport close']);

function upgraded(engine) {
  return engine.transport.name === 'websocket' && !engine.upgrading
    ? Promise.resolve()
    : new Promise((resolve) => engine.once('upgrade', resolve));
}

async function alive(socket, heartbeats) {
  await heartbeats;
  await text(socket);
  same('connected', socket.connected, true);
}

function threeHeartbeats(engine) {
  let count = 0;
  return new Promise((resolve) =>
    engine.on('packet', (packet) => packet.type === (speaksEio3 ? 'pong' : 'ping') && ++count === HEARTBEATS && resolve()),
  );
}

async function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing came')), CHECK_TIMEOUT);
  });
  try {
    await Promise.race([work, late]);
    return 'ok';
  } catch (error) {
    return describe(error);
  } finally {
    clearTimeout(timer);
  }
}

async function checkProtocol(socket, check, found, heartbeats) {
  await check('order', () => order(socket));
  if (mode === 'upgrade') {
    await check('upgrade', () => upgraded(socket.io.engine));
  }
  await check('text', () => text(socket));
  await check('bin-up', () => binaryUp(socket));
  await check('bin-down', () => binaryDown(socket));
  await check('ask', () => ask(socket));
  await check('ask-bin', () => askBinary(socket));
  await check('answer', () => answer(socket));
  await check('answer-bin', () => answerBinary(socket));
  await check('accept', () => accepted(socket));
  found.refuse = await inTime(refused());
  await check('alive', () => alive(socket, heartbeats));
}

async function checkLimits(socket, check) {
  await check('large', () => large(socket));
  await check('large-bin', () => largeBinary(socket));
  if (sendsHeaders) {
    await check('header', () => header(socket));
  }
  await check('leave', () => leave(socket));
  await check('kick', () => kick(socket));
  await check('too-large', () => tooLarge(socket));
  await check('alive', () => text(socket));
}

async function main() {
  const found = {};
  const socket = connect('sesame');
  const engine = socket.io.engine;
  const heartbeats = threeHeartbeats(engine);
  const ended = new Promise((_, reject) => socket.once('disconnect', (reason) => reject(new Error('disconnected: ' + reason))));
  ended.catch(() => {});
  const check = async (name, work) => {
    found[name] = await inTime(Promise.race([work(), ended]));
  };
  await check('connect', () => connected(socket));
  if (found.connect !== 'ok') {
    return found;
  }
  await (limits ? checkLimits(socket, check) : checkProtocol(socket, check, found, heartbeats));
  found.transport = engine.transport.name === lastTransport ? 'ok' : 'it is ' + engine.transport.name;
  socket.disconnect();
  return found;
}

process.on('uncaughtException', (error) => {
  console.log(JSON.stringify({ crash: describe(error) }));
  process.exit(1);
});
main().then((found) => process.stdout.write(JSON.stringify(found) + '\n', () => process.exit(0)));
