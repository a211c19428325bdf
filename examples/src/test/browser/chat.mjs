// Three people use the chat in headless Chromium. ChatIT starts this and restarts the server when a line of the output asks for it.
// node chat.mjs URL FOLDER-FOR-SCREENSHOTS
import { createInterface } from 'node:readline';
import { must, perform } from './stage.mjs';

const [url, pictures] = process.argv.slice(2);

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
/** Has the Java side do something to the server, and waits until it is done. */
async function server(order) {
  console.log(`server: ${order}`);
  const { value } = await answers.next();
  if (value !== 'done') throw new Error(`The server did not ${order}: ${value}`);
}

const people = [];
async function chatter(stage, name, options) {
  const { page, ...rest } = await stage.person(name, url, options);
  const one = {
    page, ...rest,
    enter: async (as = name) => { await page.getByLabel('Your name').fill(as); await page.keyboard.press('Enter'); },
    title: (text) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor(),
    message: (text) => page.locator('#log .text').getByText(text, { exact: true }),
    sees: (text) => one.message(text).first().waitFor(),
    says: async (text) => { await page.locator('#text').fill(text); await page.keyboard.press('Enter'); await one.sees(text); },
    line: (text) => page.getByRole('status').getByText(text).waitFor(),
    rooms: async () => { if (await page.locator('#show-places').isVisible()) await page.locator('#show-places').click(); },
    people: async () => { if (await page.locator('#show-people').isVisible()) await page.locator('#show-people').click(); },
    goes: async (list, label) => { await one.rooms(); await page.locator(list).getByText(label, { exact: true }).click(); },
    sends: async (file) => { await page.locator('#file').setInputFiles(file); await page.locator('#preview img').waitFor(); await page.locator('#send').click(); },
  };
  people.push(one);
  return one;
}

async function shown(one, author) {
  const image = one.page.getByRole('img', { name: `Picture from ${author}` }).last();
  await image.waitFor();
  await one.page.waitForFunction((node) => node.complete && node.naturalWidth > 0, await image.elementHandle());
  must((await image.getAttribute('src')).startsWith('blob:'), 'A picture is shown from a Blob.');
  return image.evaluate((node) => node.naturalWidth);
}

/** A big photograph: noise, which no format makes small. */
const photograph = (page) => page.evaluate(async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
  const paper = canvas.getContext('2d');
  const sky = paper.createLinearGradient(0, 0, 0, 1800);
  sky.addColorStop(0, '#f7b267'); sky.addColorStop(0.6, '#d1495b'); sky.addColorStop(1, '#22577a');
  paper.fillStyle = sky;
  paper.fillRect(0, 0, 2400, 1800);
  for (let i = 0; i < 60_000; i++) {
    paper.fillStyle = `hsl(${(i * 7) % 360} 60% 55% / 25%)`;
    paper.fillRect((i * 7919) % 2400, 900 + ((i * 104729) % 900), 40, 6);
  }
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
});

await perform(pictures, async (stage) => {
  const { step } = stage;
  const ada = await chatter(stage, 'Ada', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const bob = await chatter(stage, 'Bob', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: 'dark' });
  const carol = await chatter(stage, 'Carol', { viewport: { width: 1024, height: 700 }, colorScheme: 'dark' });

  await step('two people choose names and are in the lobby, each seeing the other', async () => {
    await ada.shot('01-door');
    await bob.shot('01-door-phone');
    await ada.enter();
    await ada.title('#lobby');
    await bob.enter();
    await bob.title('#lobby');
    await ada.page.locator('#here').getByText('Bob', { exact: true }).waitFor();
    await bob.page.locator('#subtitle').getByText('2 people here').waitFor();
  });

  await step('a name that somebody has is refused with a sentence, whatever its case', async () => {
    await carol.enter('aDa');
    await carol.page.getByRole('alert').getByText('taken').waitFor();
    await carol.shot('02-name-taken');
    await carol.enter('Carol');
    await carol.title('#lobby');
    await ada.page.locator('#subtitle').getByText('3 people here').waitFor();
  });

  await step('messages go both ways, and what looks like HTML stays text', async () => {
    await ada.says('Hello everybody! é ☃ 𝒳');
    await bob.sees('Hello everybody! é ☃ 𝒳');
    await bob.says('<img src=x onerror=alert(1)><b>hi</b>');
    await ada.sees('<img src=x onerror=alert(1)><b>hi</b>');
    must((await ada.page.locator('#log b, #log img').count()) === 0, 'A message made elements.');
  });

  await step('who is typing is shown to the others and fades when the message comes', async () => {
    const typing = ada.page.locator('#typing').getByText('Bob is typing…');
    const appears = () => typing.waitFor({ timeout: 4_000 }).then(() => true, () => false);
    let words = 'Just a mo';
    await bob.page.locator('#text').pressSequentially(words);
    for (let tries = 10; !(await appears()); tries--) { // that somebody types may get lost
      must(tries > 0, 'Nobody is told that Bob is typing.');
      await bob.page.locator('#text').press('.');
      words += '.';
    }
    must((await bob.page.locator('#typing').textContent()) === '', 'Nobody is told of their own typing.');
    await ada.shot('03-typing');
    await bob.page.keyboard.press('Enter');
    await ada.sees(words);
    must((await ada.page.locator('#typing').textContent()) === '', 'The message ends the typing.');
  });

  await step('a room is created, offered to the others, joined, and counts what was not read', async () => {
    await ada.page.getByLabel('Name of a room to create or join').fill('Cooking');
    await ada.page.keyboard.press('Enter');
    await ada.title('#cooking');
    await ada.says('Tonight: salmon with dill.');
    await bob.says('Anybody in the lobby?');
    await ada.page.locator('#rooms .place', { hasText: 'lobby' }).getByText('1', { exact: true }).waitFor();
    await bob.rooms();
    await bob.page.locator('#more-rooms').getByText('cooking', { exact: true }).waitFor();
    await bob.shot('04-rooms-phone');
    await bob.page.locator('#more-rooms').getByText('cooking', { exact: true }).click();
    await bob.title('#cooking');
    await bob.sees('Tonight: salmon with dill.');
    must((await carol.message('Tonight: salmon with dill.').count()) === 0, 'Carol is not in the room and must not hear it.');
  });

  await step('a private message reaches the person who was addressed and nobody else', async () => {
    await ada.page.locator('#here').getByText('Bob', { exact: true }).click();
    await ada.title('Bob');
    await ada.says('Psst, Bob: the recipe is my grandmother’s.');
    await bob.page.locator('#elsewhere').getByText('1', { exact: true }).waitFor();
    await bob.goes('#private', 'Ada');
    await bob.sees('Psst, Bob: the recipe is my grandmother’s.');
    await bob.says('My lips are sealed.');
    await ada.sees('My lips are sealed.');
    must(!(await carol.page.locator('body').innerText()).includes('Psst'), 'Carol must not see it.');
    await bob.shot('05-private-phone');
  });

  await step('a picture goes through, smaller than it was, and is rendered', async () => {
    await ada.goes('#rooms', 'cooking');
    await bob.goes('#rooms', 'cooking');
    await ada.says('A photo of the bay:');
    await ada.sends({ name: 'bay.png', mimeType: 'image/png', buffer: Buffer.from(await photograph(ada.page), 'base64') });
    const width = await shown(bob, 'Ada');
    must(width > 300 && width <= 1600, `A photograph of 2400 pixels came as ${width}.`);
    await shown(ada, 'Ada');
    await bob.says('Lovely!');
    await ada.sees('Lovely!');
    await ada.shot('06-picture');
    await bob.shot('06-picture-phone');
    await bob.page.getByRole('button', { name: 'Picture from Ada' }).click();
    await bob.page.getByRole('dialog').waitFor();
    await bob.page.keyboard.press('Escape');
  });

  await step('a picture can be pasted', async () => {
    const icon = (await bob.page.locator('#talk header').screenshot()).toString('base64');
    await bob.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'header.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    }, icon);
    await bob.page.locator('#preview img').waitFor();
    await bob.shot('07-preview-phone');
    await bob.page.locator('#send').click();
    await shown(ada, 'Bob');
  });

  await step('what is no picture is refused before it is sent', async () => {
    await ada.page.locator('#file').setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') });
    await ada.page.getByRole('alert').getByText('“notes.png” is not a picture').waitFor();
    await ada.page.locator('#file').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('words') });
    await ada.page.getByRole('alert').getByText('“notes.txt” is not a picture').waitFor();
    await ada.shot('08-no-picture');
  });

  await step('who joins a room gets what was said in it before, pictures too', async () => {
    await carol.goes('#more-rooms', 'cooking');
    await carol.sees('Tonight: salmon with dill.');
    await shown(carol, 'Ada');
    await carol.page.locator('#here').getByText('Ada', { exact: true }).waitFor();
    await carol.shot('09-history');
  });

  await step('a lost network is told, and what was missed is there when it is back', async () => {
    await ada.context.setOffline(true);
    await ada.line('Connection lost');
    must(await ada.page.locator('#send').isDisabled(), 'Nothing can be sent without a connection.');
    await ada.page.locator('#text').fill('I was going to say');
    await ada.shot('10-lost');
    await bob.page.locator('#subtitle').getByText('2 people here').waitFor();
    await bob.says('Ada will find this later.');
    await bob.goes('#private', 'Ada');
    await bob.says('And this as well.');
    await ada.context.setOffline(false);
    await ada.line('Connected again');
    await ada.sees('Ada will find this later.');
    must((await ada.page.locator('#text').inputValue()) === 'I was going to say', 'What was typed is kept.');
    await ada.page.locator('#private .place', { hasText: 'Bob' }).getByText('1', { exact: true }).waitFor();
    await ada.shot('11-back');
    await bob.page.locator('#private').waitFor({ state: 'attached' });
  });

  await step('a server that stops is told, and a new one finds everybody under the old names', async () => {
    await server('stop');
    await Promise.all(people.map((one) => one.line('Connection lost')));
    await bob.shot('12-lost-phone');
    await server('start');
    await Promise.all(people.map((one) => one.line('Connected again')));
    await bob.goes('#rooms', 'cooking');
    await ada.page.locator('#subtitle').getByText('3 people here').waitFor();
    await ada.page.locator('#text').fill('');
    await ada.says('Same people, new server.');
    await bob.sees('Same people, new server.');
    await bob.shot('13-back-phone');
  });

  await step('a reload comes back as the same person in the same room', async () => {
    await ada.page.reload();
    await ada.title('#cooking');
    await ada.sees('Same people, new server.');
    await ada.page.locator('#self').getByText('Ada').waitFor();
    await ada.says('Reloaded.');
    await bob.sees('Reloaded.');
  });

  await step('the keyboard is enough', async () => {
    await ada.page.keyboard.press('Alt+ArrowDown');
    await ada.title('#lobby');
    await ada.page.keyboard.press('Alt+ArrowUp');
    await ada.title('#cooking');
    await ada.page.getByRole('button', { name: 'Leave #cooking' }).focus();
    await ada.page.keyboard.press('Enter');
    await ada.title('#lobby');
    await bob.page.locator('#subtitle').getByText('2 people here').waitFor();
  });

  await step('a phone shows who is here in a drawer and nothing is wider than its screen', async () => {
    await bob.people();
    await bob.page.locator('#here').getByText('Carol', { exact: true }).waitFor();
    await bob.shot('14-people-phone');
    await bob.page.keyboard.press('Escape');
    await bob.page.locator('#here').waitFor({ state: 'hidden' });
    await bob.says(`A word as long as this one: ${'Donaudampfschiff'.repeat(12)}`);
    const [wide, screen] = await bob.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    must(wide <= screen, `The page is ${wide} pixels wide on a screen of ${screen}.`);
    await bob.shot('15-long-word-phone');
  });

  await step('somebody who changes the name frees the room of the old one', async () => {
    await carol.page.getByRole('button', { name: 'Change name' }).click();
    await carol.enter('Caroline');
    await carol.title('#lobby');
    await ada.page.locator('#here').getByText('Caroline', { exact: true }).waitFor();
  });

  await step('the server takes nothing on trust', async () => {
    const answers = await carol.page.evaluate(async () => {
      const connect = (auth) => new Promise((done) => {
        const socket = window.io({ auth, forceNew: true, reconnection: false });
        socket.on('connect', () => done(socket));
        socket.on('connect_error', (error) => done(error.message));
      });
      const token = 'f'.repeat(32);
      const mallory = await connect({ name: 'Mallory', token });
      const call = (event, draft) => mallory.timeout(60_000).emitWithAck(event, draft).then((reply) => reply?.error ?? 'taken');
      await call('join', 'lobby');
      return {
        'no auth': await connect(undefined),
        'a token that can be guessed': await connect({ name: 'Eve', token: '1' }),
        'somebody else’s name': await connect({ name: 'ADA', token }),
        'a name with markup': await connect({ name: '<b>Eve</b>', token }),
        'a long name of a room': await call('join', 'x'.repeat(25)),
        'a room that one is not in': await call('say', { room: 'cooking', text: 'Hello' }),
        'the private room of a person as a room': await call('say', { room: 'user:ada', text: 'Hello' }),
        'a person who is not there': await call('say', { to: 'Nobody', text: 'Hello' }),
        'an empty message': await call('say', { room: 'lobby', text: '  ' }),
        'a long message': await call('say', { room: 'lobby', text: 'x'.repeat(2_001) }),
        'a picture that is a page': await call('say', { room: 'lobby', picture: new TextEncoder().encode('<svg onload=alert(1)>') }),
        'a large picture': await call('say', { room: 'lobby', picture: new Uint8Array(600_001) }),
        'the plain truth': await call('say', { room: 'lobby', text: 'Mallory was here.', from: 'Ada' }),
      };
    });
    console.log(JSON.stringify(answers, null, 2));
    const taken = Object.keys(answers).filter((what) => typeof answers[what] !== 'string' || answers[what] === 'taken');
    must(taken.join() === 'the plain truth', `The server took ${taken.join(', ')}.`);
    await ada.sees('Mallory was here.');
    must((await ada.page.locator('.message', { hasText: 'Mallory was here.' }).getByRole('button', { name: 'Mallory' }).count()) === 1, 'The sender is who connected, whatever the message says.');
  });
});
