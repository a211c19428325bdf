// The page of the chat. The server's side of every event below is in ChatServer.java.

const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const PICTURE_BYTES = 600_000;
const PICTURE_SIDE = 1600; // pixels
const KEPT = 200; // messages of a conversation that stay on the page
const TYPING_TELL = 2_000; // ms between two "I am typing"
const TYPING_SHOWN = 5_000; // ms that somebody else's "I am typing" is believed
const ANSWER_WITHIN = 10_000; // ms

const $ = (id) => document.getElementById(id);

/** An element. Children that are strings become text: nothing that somebody wrote is ever read as HTML. */
function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// ---------------------------------------------------------------------------------------------------------------- state

/** Whoever knows the token is the person: it stays in this tab, so that a reload or a reconnect comes back under the same name. */
const token = (sessionStorage.token ||= Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''));
let myName = sessionStorage.name ?? '';
let rooms = { version: 0, sizes: {} }; // all rooms of the server, with how many people are in them
const talks = new Map(); // the rooms that I am in and my private conversations
let current = null; // the one that is shown
let picture = null; // { blob, url }: chosen, not sent yet
let lastTyping = 0;
let lost = false;

const roomKey = (name) => `room ${name}`;
const personKey = (name) => `with ${name.toLowerCase()}`;

/** A room that I am in, or a private conversation. */
function talk(kind, name) {
  const key = kind === 'room' ? roomKey(name) : personKey(name);
  if (!talks.has(key)) {
    talks.set(key, { key, kind, name, messages: [], ids: new Set(), people: [], version: 0, unread: 0, typing: new Map(), draft: '' });
  }
  return talks.get(key);
}

const joined = () => [...talks.values()].filter((t) => t.kind === 'room');
const addressed = (t) => (t.kind === 'room' ? { room: t.name } : { to: t.name });
const read = (t) => t === current && !document.hidden;

// ----------------------------------------------------------------------------------------------------------- connection

const socket = window.io?.({
  autoConnect: false,
  auth: (give) => give({ name: myName, token }),
  reconnectionDelayMax: 3_000,
});

async function ask(event, ...args) {
  if (!socket.connected) throw new Error('There is no connection right now.');
  const reply = await socket.timeout(ANSWER_WITHIN).emitWithAck(event, ...args).catch(() => {
    throw new Error('The server did not answer.');
  });
  if (reply?.error) throw new Error(reply.error);
  return reply;
}

function listen() {
  socket.on('connect', async () => {
    const again = lost;
    showChat();
    await Promise.all(wantedRooms().map((room) => join(room).catch((error) => notice(error.message))));
    if (!socket.connected) return;
    if (!current) show(talks.get(roomKey(linkedRoom())) ?? talks.get(sessionStorage.current) ?? joined()[0] ?? null);
    lost = false;
    document.body.dataset.connection = 'open';
    if (again) line('back', `Connected again at ${clock(Date.now())}.`);
    else line('', '');
    render();
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return;
    lost = true;
    document.body.dataset.connection = 'lost';
    line('lost', `Connection lost at ${clock(Date.now())}. Reconnecting…`);
    render();
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1_000);
  });
  socket.on('connect_error', (error) => {
    if (!socket.active) return showDoor(error.message);
    if ($('chat').hidden) $('refusal').textContent = 'The server can’t be reached. Still trying…';
  });
  socket.on('hello', (hello) => {
    myName = sessionStorage.name = hello.name;
    $('self').replaceChildren(avatar(myName), el('span', {}, myName));
    hello.messages.forEach((message) => receive(message, false));
    render();
  });
  socket.on('rooms', (list) => {
    if (list.version > rooms.version) rooms = list;
    renderPlaces();
  });
  socket.on('people', hear);
  socket.on('message', (message) => receive(message, true));
  socket.on('typing', ({ from, room }) => {
    const t = talks.get(room ? roomKey(room) : personKey(from));
    if (!t) return;
    t.typing.set(from, Date.now() + TYPING_SHOWN);
    setTimeout(renderTyping, TYPING_SHOWN + 50);
    renderTyping();
  });
}

/** Who is in a room. Two such lists can overtake each other: the higher version is the newer one. */
function hear({ room, version, people }) {
  const t = talks.get(roomKey(room));
  if (!t || version <= t.version) return;
  Object.assign(t, { people, version });
  if (t === current) renderPeople();
}

/** After a reconnect the server knows nothing about this connection yet: the page says again where it wants to be. */
function wantedRooms() {
  if (current) return joined().map((t) => t.name);
  const known = JSON.parse(sessionStorage.rooms ?? '["lobby"]');
  return [...new Set(linkedRoom() ? [...known, linkedRoom()] : known)];
}

/** The address of the page can name a room: http://localhost:8000/#cooking */
function linkedRoom() {
  try {
    return decodeURIComponent(location.hash.slice(1)).toLowerCase();
  } catch {
    return '';
  }
}

async function join(name) {
  const reply = await ask('join', name);
  const t = talk('room', reply.here.room);
  hear(reply.here);
  reply.messages.forEach((message) => receive(message, false));
  rememberRooms();
  return t;
}

function rememberRooms() {
  sessionStorage.rooms = JSON.stringify(joined().map((t) => t.name));
}

// ------------------------------------------------------------------------------------------------------------- messages

function receive(message, live) {
  const t = message.room
    ? talks.get(roomKey(message.room))
    : talk('person', message.from === myName ? message.to : message.from);
  if (!t || t.ids.has(message.id)) return;
  const newest = t.messages.at(-1)?.id ?? 0;
  t.ids.add(message.id);
  t.messages.push(message);
  t.typing.delete(message.from);
  if (message.id < newest) t.messages.sort((a, b) => a.id - b.id);
  while (t.messages.length > KEPT) forget(t, t.messages[0]);
  if ((live || lost) && message.from !== myName && !read(t)) t.unread++;
  if (t === current) {
    if (message.id < newest) renderLog();
    else appendMessage(message, t.messages.at(-2));
    renderTyping();
  }
  renderPlaces();
}

function forget(t, message) {
  t.messages.splice(t.messages.indexOf(message), 1);
  t.ids.delete(message.id);
  if (message.url) URL.revokeObjectURL(message.url);
}

async function send() {
  const t = current;
  const text = $('text').value.trim();
  const sending = picture;
  if (!t || (!text && !sending)) return;
  notice('');
  $('text').value = '';
  takePicture(null, false);
  grow();
  lastTyping = 0;
  try {
    await ask('say', { ...addressed(t), text, picture: sending ? await sending.blob.arrayBuffer() : null });
    if (sending) URL.revokeObjectURL(sending.url);
    stick(true);
  } catch (error) {
    if (t === current && !$('text').value) $('text').value = text;
    else t.draft ||= text;
    if (sending && !picture) takePicture(sending);
    grow();
    notice(`Not sent. ${error.message}`);
  }
}

function tellTyping() {
  if (!current || !socket.connected || Date.now() - lastTyping < TYPING_TELL || !$('text').value.trim()) return;
  lastTyping = Date.now();
  socket.volatile.emit('typing', addressed(current));
}

// ------------------------------------------------------------------------------------------------------------- pictures

/** What can be sent: the file itself, or a smaller copy. JPEGs are always redrawn: they may say where they were taken. */
async function prepare(file) {
  const bitmap = await createImageBitmap(file); // fails for what is no picture
  if (PICTURE_TYPES.includes(file.type) && file.type !== 'image/jpeg' && file.size <= PICTURE_BYTES) return file;
  for (let side = PICTURE_SIDE; side >= 200; side *= 0.75) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = el('canvas', { width: Math.round(bitmap.width * scale) || 1, height: Math.round(bitmap.height * scale) || 1 });
    const paper = canvas.getContext('2d');
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (blob && blob.size <= PICTURE_BYTES) return blob;
  }
  throw new Error('too large');
}

async function choose(file) {
  if (!file || !current) return;
  notice('');
  try {
    if (!file.type.startsWith('image/')) throw new Error('not a picture');
    const blob = await prepare(file);
    takePicture({ blob, url: URL.createObjectURL(blob) });
  } catch {
    notice(`“${file.name}” is not a picture that can be sent. PNG, JPEG, GIF and WebP can.`);
  }
}

function takePicture(next, revoke = true) {
  if (picture && revoke) URL.revokeObjectURL(picture.url);
  picture = next;
  $('preview').hidden = !picture;
  $('file').value = '';
  if (!picture) return;
  $('preview').querySelector('img').src = picture.url;
  $('preview-size').textContent = `${Math.ceil(picture.blob.size / 1000)} kB`;
  $('text').focus();
}

function pictureUrl(message) {
  const { type, bytes } = message.picture;
  if (!PICTURE_TYPES.includes(type)) return null;
  return (message.url ??= URL.createObjectURL(new Blob([bytes], { type })));
}

// ---------------------------------------------------------------------------------------------------------------- views

const clock = (at) => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
const people = (count) => (count === 1 ? '1 person' : `${count} people`);

function avatar(name) {
  const hue = [...name.toLowerCase()].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const node = el('span', { className: 'avatar', ariaHidden: 'true' }, [...name][0].toUpperCase());
  node.style.setProperty('--hue', hue);
  return node;
}

function line(state, text) {
  $('line').dataset.state = state;
  $('line').textContent = text;
  clearTimeout(line.timer);
  if (state === 'back') line.timer = setTimeout(() => line('', ''), 8_000);
}

function notice(text) {
  $('notice').textContent = text;
}

function showDoor(refusal) {
  $('chat').hidden = true;
  $('door').hidden = false;
  $('refusal').textContent = refusal;
  $('name').value = myName;
  $('name').focus();
}

function showChat() {
  if (!$('chat').hidden) return;
  $('door').hidden = true;
  $('chat').hidden = false;
  $('text').focus();
}

function show(t) {
  if (current) current.draft = $('text').value;
  current = t;
  if (t) {
    t.unread = 0;
    sessionStorage.current = t.key;
  }
  history.replaceState(null, '', t?.kind === 'room' ? `#${encodeURIComponent(t.name)}` : location.pathname);
  $('text').value = t?.draft ?? '';
  takePicture(null);
  notice('');
  closeDrawers();
  renderLog();
  render();
  grow();
  if (matchMedia('(hover: hover)').matches) $('text').focus(); // a phone would open its keyboard over what there is to read
}

function render() {
  const t = current;
  $('chat').dataset.kind = t?.kind ?? 'none';
  $('title').textContent = t ? (t.kind === 'room' ? `#${t.name}` : t.name) : 'No room';
  $('leave').hidden = !t;
  $('leave').ariaLabel = $('leave').title = t?.kind === 'room' ? `Leave #${t.name}` : 'Close this conversation';
  $('text').placeholder = !t ? '' : t.kind === 'room' ? `Message #${t.name}` : `Private message to ${t.name}`;
  $('composer').hidden = !t;
  $('send').disabled = $('choose').disabled = lost;
  renderPlaces();
  renderPeople();
  renderTyping();
}

/** Fills a list anew; who had the focus in it keeps it. */
function fill(list, entries) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren(...entries.map((entry) => el('li', {}, entry)));
  if (focused) [...list.querySelectorAll('[data-key]')].find((node) => node.dataset.key === focused)?.focus();
}

function place(t) {
  const button = el('button', { type: 'button', className: 'place', onclick: () => show(t) });
  button.dataset.key = t.key;
  button.append(t.kind === 'room' ? el('span', { className: 'hash', ariaHidden: 'true' }, '#') : avatar(t.name), el('span', { className: 'label' }, t.name));
  if (t === current) button.setAttribute('aria-current', 'true');
  if (t.unread) button.append(el('span', { className: 'badge', ariaLabel: `${t.unread} unread` }, String(t.unread)));
  return button;
}

function offer(room) {
  const button = el('button', { type: 'button', className: 'place', onclick: () => enterRoom(room) });
  button.dataset.key = roomKey(room);
  button.append(el('span', { className: 'hash', ariaHidden: 'true' }, '#'), el('span', { className: 'label' }, room), el('span', { className: 'count' }, people(rooms.sizes[room])));
  return button;
}

function renderPlaces() {
  const all = [...talks.values()].sort((a, b) => a.name.localeCompare(b.name));
  const others = Object.keys(rooms.sizes).filter((room) => !talks.has(roomKey(room))).sort();
  fill($('rooms'), all.filter((t) => t.kind === 'room').map(place));
  fill($('private'), all.filter((t) => t.kind === 'person').map(place));
  fill($('more-rooms'), others.map(offer));
  $('privately').hidden = !all.some((t) => t.kind === 'person');
  $('more').hidden = !others.length;
  const unread = all.reduce((sum, t) => sum + t.unread, 0);
  $('elsewhere').hidden = !unread;
  $('elsewhere').textContent = unread;
  document.title = `${unread ? `(${unread}) ` : ''}${current ? $('title').textContent + ' · ' : ''}Sockeye chat`;
}

function renderPeople() {
  const t = current;
  $('subtitle').textContent = !t ? 'Join a room to talk.' : t.kind === 'room' ? `${people(t.people.length)} here` : `Only ${t.name} and you can read this.`;
  fill($('here'), (t?.people ?? []).map((name) => {
    if (name === myName) return el('span', { className: 'place' }, avatar(name), el('span', { className: 'label' }, name), el('span', { className: 'count' }, 'you'));
    const button = el('button', { type: 'button', className: 'place', title: `Write to ${name} privately`, onclick: () => show(talk('person', name)) });
    button.dataset.key = personKey(name);
    button.append(avatar(name), el('span', { className: 'label' }, name));
    return button;
  }));
}

function renderTyping() {
  for (const [name, until] of current?.typing ?? []) if (until < Date.now()) current.typing.delete(name);
  const names = [...(current?.typing.keys() ?? [])];
  const text = ['', `${names[0]} is typing…`, `${names[0]} and ${names[1]} are typing…`][names.length] ?? 'Several people are typing…';
  if ($('typing').textContent !== text) $('typing').textContent = text;
}

function renderLog() {
  $('log').ariaBusy = 'true'; // a screen reader hears what is new, not the whole room again
  $('log').replaceChildren();
  const messages = current?.messages ?? [];
  messages.forEach((message, index) => $('log').append(messageView(message, messages[index - 1])));
  $('log').ariaBusy = 'false';
  stick(true);
}

function appendMessage(message, previous) {
  const stuck = atBottom();
  while ($('log').childElementCount >= KEPT) $('log').firstElementChild.remove();
  $('log').append(messageView(message, previous));
  stick(stuck || message.from === myName);
}

function messageView(message, previous) {
  const mine = message.from === myName;
  const same = previous && previous.from === message.from && message.at - previous.at < 300_000;
  const time = el('time', { dateTime: new Date(message.at).toISOString(), title: new Date(message.at).toLocaleString() }, clock(message.at));
  const author = mine || current.kind === 'person'
    ? el('strong', {}, mine ? 'You' : message.from)
    : el('button', { type: 'button', title: `Write to ${message.from} privately`, onclick: () => show(talk('person', message.from)) }, message.from);
  const body = el('div', { className: 'body' }, el('p', { className: 'by' }, author, ' ', time));
  if (message.picture) body.append(pictureView(message));
  if (message.text) body.append(el('p', { className: 'text', dir: 'auto' }, message.text));
  return el('article', { className: `message${mine ? ' mine' : ''}${same ? ' same' : ''}` }, avatar(message.from), body);
}

function pictureView(message) {
  const url = pictureUrl(message);
  if (!url) return el('p', { className: 'text' }, 'A picture of a kind that this page does not show.');
  const stuck = atBottom();
  const image = el('img', { src: url, alt: `Picture from ${message.from}`, onload: () => stick(stuck) });
  const view = () => {
    Object.assign($('viewer').querySelector('img'), { src: url, alt: image.alt });
    $('viewer').showModal();
  };
  return el('button', { type: 'button', className: 'shot', onclick: view }, image);
}

const atBottom = () => $('log').scrollHeight - $('log').scrollTop - $('log').clientHeight < 80;

function stick(really) {
  if (really) $('log').scrollTop = $('log').scrollHeight;
  $('newer').hidden = really || atBottom();
}

function grow() {
  $('text').style.height = 'auto';
  $('text').style.height = `${Math.min($('text').scrollHeight + 2, 160)}px`;
}

// ----------------------------------------------------------------------------------------------------- drawers on phones

function openDrawer(button) {
  const drawer = $(button.getAttribute('aria-controls'));
  drawer.classList.add('open');
  button.ariaExpanded = 'true';
  $('shade').classList.add('open');
  drawer.querySelector('[data-close]').focus();
}

function closeDrawers() {
  for (const button of [$('show-places'), $('show-people')]) {
    const drawer = $(button.getAttribute('aria-controls'));
    if (drawer.classList.contains('open') && drawer.contains(document.activeElement)) button.focus();
    drawer.classList.remove('open');
    button.ariaExpanded = 'false';
  }
  $('shade').classList.remove('open');
}

// -------------------------------------------------------------------------------------------------------------- actions

async function enterRoom(name) {
  try {
    show(await join(name));
    $('room-name').value = '';
  } catch (error) {
    closeDrawers();
    notice(error.message);
  }
}

async function leave() {
  const t = current;
  try {
    if (t.kind === 'room') await ask('leave', t.name);
    [...t.messages].forEach((message) => forget(t, message));
    talks.delete(t.key);
    rememberRooms();
    show(joined()[0] ?? null);
  } catch (error) {
    notice(error.message);
  }
}

function quit() {
  socket.disconnect();
  talks.forEach((t) => [...t.messages].forEach((message) => forget(t, message)));
  talks.clear();
  show(null);
  for (const key of ['name', 'rooms', 'current']) sessionStorage.removeItem(key);
  lost = false;
  showDoor('');
}

function nextTalk(step) {
  const all = [...document.querySelectorAll('#rooms [data-key], #private [data-key]')].map((node) => talks.get(node.dataset.key));
  if (all.length) show(all[(all.indexOf(current) + step + all.length) % all.length]);
}

$('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  myName = $('name').value.trim();
  $('refusal').textContent = '';
  if (myName) socket.disconnect().connect();
});
$('open-room').addEventListener('submit', (event) => {
  event.preventDefault();
  if ($('room-name').value.trim()) enterRoom($('room-name').value);
});
$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  if (!lost) send();
});
$('text').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $('composer').requestSubmit();
});
$('text').addEventListener('input', () => {
  notice('');
  grow();
  tellTyping();
});
$('choose').addEventListener('click', () => $('file').click());
$('file').addEventListener('change', () => choose($('file').files[0]));
$('drop-picture').addEventListener('click', () => takePicture(null));
$('leave').addEventListener('click', leave);
$('quit').addEventListener('click', quit);
$('newer').addEventListener('click', () => stick(true));
$('log').addEventListener('scroll', () => atBottom() && ($('newer').hidden = true));
$('show-places').addEventListener('click', () => openDrawer($('show-places')));
$('show-people').addEventListener('click', () => openDrawer($('show-people')));
document.querySelectorAll('[data-close]').forEach((node) => node.addEventListener('click', closeDrawers));
document.addEventListener('paste', (event) => event.clipboardData.files.length && choose(event.clipboardData.files[0]));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeDrawers();
  if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    nextTalk(event.key === 'ArrowDown' ? 1 : -1);
  }
});
document.addEventListener('visibilitychange', () => {
  if (current && read(current)) current.unread = 0;
  renderPlaces();
});
$('viewer').addEventListener('click', () => $('viewer').close());
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  if (event.dataTransfer.types.includes('Files')) document.body.classList.add('dragging');
});
document.addEventListener('dragleave', (event) => event.relatedTarget || document.body.classList.remove('dragging'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  choose(event.dataTransfer.files[0]);
});

if (!socket) showDoor('The server did not send its client. Reload the page.');
else {
  listen();
  if (myName) socket.connect();
  else showDoor('');
}
