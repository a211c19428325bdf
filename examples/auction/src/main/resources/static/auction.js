// What changes comes by Socket.IO, what this person does goes by REST; both with the cookie of the login.
const $ = (selector, root = document) => root.querySelector(selector);
const cards = new Map(); // lot id → its card and the lot that it shows
let me = '';
let skew = 0; // ms that the server's clock is ahead of ours

const socket = io({ path: new URL('socket.io/', document.baseURI).pathname });
socket.on('connect', () => { $('#state').textContent = 'live'; });
socket.on('disconnect', (reason) => {
  if (reason === 'io server disconnect') location.assign('login'); // logged out in another tab
  $('#state').textContent = 'reconnecting …';
});
socket.on('connect_error', (error) => {
  $('#state').textContent = error.message;
  if (error.message === 'Log in first.') location.assign('login');
});
socket.on('welcome', ({ name, now, lots }) => {
  me = name;
  skew = new Date(now) - Date.now();
  $('#me').textContent = name;
  lots.forEach(show);
});
socket.on('present', (count) => { if (socket.connected) $('#state').textContent = `live · ${count} watching`; });
socket.on('lot', show);
socket.on('outbid', (lot) => note(`You were outbid: ${lot.title} is at ${money(lot.price)}.`));
socket.on('won', (lot) => note(`Yours for ${money(lot.price)}: ${lot.title}!`));
socket.on('reaction', ({ lot, mark }) => {
  const card = cards.get(lot);
  if (!card) return;
  const flying = Object.assign(document.createElement('span'), { textContent: mark });
  flying.addEventListener('animationend', () => flying.remove());
  $('.reactions', card.node).append(flying);
});

const money = (amount) => `${amount.toLocaleString('en')} €`;
const least = (lot) => lot.leader ? lot.price + Math.max(1, Math.floor(lot.price / 20)) : lot.price;

function show(lot) {
  let card = cards.get(lot.id);
  if (!card) {
    card = { node: $('#lot').content.firstElementChild.cloneNode(true) };
    cards.set(lot.id, card);
    $('form', card.node).addEventListener('submit', (event) => bid(event, lot.id));
    card.node.querySelectorAll('.reactions button').forEach((button) =>
      button.addEventListener('click', () => socket.emit('react', lot.id, button.textContent)));
    $('.end', card.node).addEventListener('click', () => post(`api/lots/${lot.id}/end`, {}, $('.error', card.node)));
    $('#lots').prepend(card.node);
  } else if (card.lot.version >= lot.version) {
    return; // two bids at once: the later event may tell of the earlier one
  }
  card.lot = lot;
  const { node } = card;
  node.className = [lot.leader === me && 'mine', lot.seller === me && 'own', lot.sold && 'sold', lot.bids && 'new'].filter(Boolean).join(' ');
  $('h2', node).textContent = lot.title;
  $('.seller', node).textContent = `${lot.sold ? 'sold' : 'offered'} by ${lot.seller === me ? 'you' : lot.seller}`;
  $('.price', node).textContent = money(lot.price);
  const who = lot.leader === me ? 'you' : lot.leader;
  $('.leader', node).textContent = !lot.leader ? (lot.sold ? 'nobody wanted it' : 'no bid yet')
    : lot.sold ? `sold to ${who}` : `${who} · ${lot.bids} bid${lot.bids > 1 ? 's' : ''}`;
  const amount = $('input', node);
  amount.min = least(lot);
  if (document.activeElement !== amount || Number(amount.value) < least(lot)) amount.value = least(lot);
  tick();
}

function tick() {
  for (const { node, lot } of cards.values()) {
    const seconds = Math.max(0, Math.ceil((new Date(lot.ends) - Date.now() - skew) / 1000));
    $('.time', node).textContent = lot.sold ? 'closed' : seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s left` : `${seconds} s left`;
  }
}
setInterval(tick, 500);

function note(text) {
  const line = Object.assign(document.createElement('p'), { textContent: text });
  $('#notes').append(line);
  setTimeout(() => line.remove(), 8000);
}

const token = () => decodeURIComponent(document.cookie.match(/XSRF-TOKEN=([^;]*)/)?.[1] ?? '');

async function post(url, body, error) {
  error.textContent = '';
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token() },
    body: JSON.stringify(body),
  });
  if (!answer.ok) error.textContent = (await answer.json().catch(() => ({}))).detail ?? `Refused (${answer.status}).`;
  return answer.ok;
}

async function bid(event, id) {
  event.preventDefault();
  const { node } = cards.get(id);
  await post(`api/lots/${id}/bids`, { amount: Number($('input', node).value) }, $('.error', node));
}

$('#offer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { title, price, seconds } = Object.fromEntries(new FormData(event.target));
  const done = await post('api/lots', { title, price: Number(price), seconds: Number(seconds) }, $('.error', event.target));
  if (done) event.target.reset();
});

$('#logout').addEventListener('submit', async (event) => {
  event.preventDefault();
  await fetch('logout', { method: 'POST', headers: { 'X-XSRF-TOKEN': token() } });
  location.assign('login?logout');
});
