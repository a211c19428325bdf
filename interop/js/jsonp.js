'use strict';
// JSONP without a browser: node jsonp.js <url of the server that the matrix runs against>
// The answers are evaluated as the scripts they are; what is posted is written as the clients write it into their form.
const http = require('http');
const vm = require('vm');

const url = process.argv[2];
const TEXT = 'é ☃ 𝒳 \u2028';
const agent = new http.Agent({ keepAlive: true });

function request(method, query, form) {
  const headers = form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const outgoing = http.request(`${url}/socket.io/?transport=polling&${query}`, { method, headers, agent }, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode, type: incoming.headers['content-type'], body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(form);
  });
}

/** What the script hands to the function with this index, and the proof that it does nothing else. */
function evaluate(script, index) {
  const heard = [];
  const functions = {};
  functions[index] = (payload) => heard.push(payload);
  const context = vm.createContext({ ___eio: functions, alert: () => heard.push('alert') });
  vm.runInContext(script, context, { timeout: 10_000 });
  same('calls', heard.length, 1);
  return heard[0];
}

// The form of a client: browsers normalise the newlines in a textarea, so real ones become \n, and \n gets another backslash.
function formOf(payload) {
  const area = payload.replace(/\\n/g, '\\\n').replace(/\n/g, '\\n');
  return 'd=' + encodeURIComponent(area).replace(/%20/g, '+');
}

class Client {
  constructor(revision) {
    this.revision = revision;
    this.index = 3;
    this.sid = '';
    this.received = [];
  }

  query() {
    return `EIO=${this.revision}&j=${this.index}&` + (this.sid ? `sid=${this.sid}` : 'b64=1');
  }

  async poll() {
    const answer = await request('GET', this.query());
    same('the status', answer.status, 200);
    const payload = evaluate(answer.body, this.index);
    this.received.push(...packetsOf(payload, this.revision));
    return answer;
  }

  async next() {
    while (true) {
      while (this.received.length === 0) {
        await this.poll();
      }
      const packet = this.received.shift();
      if (packet[0] === '4' || packet[0] === 'b') {
        return packet;
      }
    }
  }

  async open() {
    const answer = await this.poll();
    const open = JSON.parse(this.received.shift().slice(1));
    this.sid = open.sid;
    if (this.revision === 4) {
      await this.post('40');
    }
    same('the connect packet', (await this.next()).slice(0, 2), '40');
    return answer;
  }

  async post(...packets) {
    const payload = this.revision === 4 ? packets.join('\x1e') : packets.map((packet) => `${packet.length}:${packet}`).join('');
    const answer = await request('POST', this.query(), formOf(payload));
    same('the status', answer.status, 200);
    same('the body', answer.body, 'ok');
  }

  async emit(...data) {
    await this.post('42' + JSON.stringify(data));
  }

  async event() {
    return JSON.parse((await this.next()).replace(/^4\d(\d-)?/, ''));
  }
}

function packetsOf(payload, revision) {
  if (revision === 4) {
    return payload.split('\x1e');
  }
  const packets = [];
  for (let at = 0; at < payload.length; ) {
    const colon = payload.indexOf(':', at);
    const end = colon + 1 + Number(payload.slice(at, colon));
    packets.push(payload.slice(colon + 1, end));
    at = end;
  }
  return packets;
}

function same(what, actual, expected) {
  if (actual !== expected) {
    throw new Error(`${what} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

function unicode(text) {
  return Array.from(text, (character) => character.codePointAt(0).toString(16)).join(' ');
}

async function echoes(client, text) {
  await client.emit('text', text, {});
  const [event, heard, echo] = await client.event();
  same('the event', event, 'text back');
  same('what the server heard', heard, unicode(text));
  same('the echo', unicode(echo), unicode(text));
}

async function opened(revision) {
  const client = new Client(revision);
  await client.open();
  return client;
}

const checks = {
  'the handshake is a script': async (revision) => {
    const answer = await new Client(revision).open();
    same('the content type', answer.type.toLowerCase(), 'text/javascript; charset=utf-8');
    same('the script', /^___eio\[3\]\("(0|\d+:0)\{.*"\);$/.test(answer.body), true);
  },
  'text comes through in both directions': async (revision) => echoes(await opened(revision), TEXT),
  'line separators are escaped, for old engines': async (revision) => {
    const client = await opened(revision);
    await client.emit('text', 'a\u2028b\u2029c', {});
    const answer = await client.poll();
    same('raw separators', /[\u2028\u2029]/.test(answer.body), false);
    same('the echo', (await client.event())[2], 'a\u2028b\u2029c');
  },
  'a script cannot end early': async (revision) => echoes(await opened(revision), '"); alert(1); ("</script>\\'),
  'newlines and backslashes survive the form': async (revision) => {
    const client = await opened(revision);
    for (const text of ['a\nb', 'a\\nb', 'a\\\nb', 'a\\\\nb', '\\', '\r\n\t&=+%d']) {
      await echoes(client, text);
    }
  },
  'several packets in one form': async (revision) => {
    const client = await opened(revision);
    await client.post('42["number",1]', '42["number",2]');
    same('the first', (await client.event())[1], 1);
    same('the second', (await client.event())[1], 2);
  },
  'binary is base64 in both directions': async (revision) => {
    const client = await opened(revision);
    const prefix = revision === 4 ? 'b' : 'b4';
    const placeholder = '{"_placeholder":true,"num":0}';
    await client.post(`451-1["ask binary",${placeholder}]`, prefix + 'AAH+/w==');
    same('the ack', await client.next(), `461-1["0001feff",${placeholder}]`);
    same('its attachment', await client.next(), prefix + Buffer.from([0, 1, 127, 128, 254, 255]).toString('base64'));
  },
  'only the digits of j are used': async (revision) => {
    const answer = await request('GET', `EIO=${revision}&j=${encodeURIComponent('7](alert(1));//3')}`);
    same('the status', answer.status, 200);
    same('the script', answer.body.startsWith('___eio[713]("'), true);
    evaluate(answer.body, 713);
    const none = await request('GET', `EIO=${revision}&j=${encodeURIComponent('](alert(1))//')}`);
    same('something of j is left', none.body.includes('alert'), false);
  },
  'a poll without j in between is no script': async (revision) => {
    const answer = await request('GET', `EIO=${revision}`);
    same('the script', answer.body.includes('___eio'), false);
  },
};

const checksOfRevision3 = {
  'the clients below 2.0 encode their text twice': async () => {
    const client = await opened(3);
    const once = '42' + JSON.stringify(['text', TEXT.replace('𝒳', 'x'), {}]);
    await client.post(Buffer.from(once, 'utf8').toString('latin1'));
    same('what the server heard', (await client.event())[1], unicode(TEXT.replace('𝒳', 'x')));
  },
};

async function run(name, check) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing came')), 60_000);
  });
  try {
    await Promise.race([check(), late]);
    console.log(`ok     ${name}`);
    return true;
  } catch (error) {
    console.log(`fault  ${name}: ${error.message}`);
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function main() {
  const results = [];
  for (const revision of [3, 4]) {
    for (const [name, check] of Object.entries(checks)) {
      results.push(await run(`EIO=${revision} ${name}`, () => check(revision)));
    }
  }
  for (const [name, check] of Object.entries(checksOfRevision3)) {
    results.push(await run(`EIO=3 ${name}`, check));
  }
  const passed = results.filter(Boolean).length;
  console.log(`${passed} passed, ${results.length - passed} failed`);
  process.exit(passed === results.length ? 0 : 1);
}

main();
