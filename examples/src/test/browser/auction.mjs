// Three people bid in headless Chromium; AuctionIT starts this.
// node auction.mjs URL FOLDER-FOR-SCREENSHOTS
import { must, perform } from './stage.mjs';

const [url, pictures] = process.argv.slice(2);

async function bidder(stage, name, options) {
  const one = await stage.person(name, url, options);
  const { page } = one;
  const card = (title) => page.locator('article', { hasText: title });
  return {
    ...one, card,
    login: async (password = name) => {
      await page.getByLabel('Username').fill(name);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
    live: () => page.getByRole('status').getByText(/^live/).waitFor(),
    offers: async (title, price, ends) => {
      await page.getByLabel('What is it?').fill(title);
      await page.getByLabel('Starts at').fill(String(price));
      await page.getByLabel('Ends in').selectOption(ends);
      await page.getByRole('button', { name: 'Offer' }).click();
    },
    bids: async (title, amount) => {
      await card(title).getByLabel('Your bid').fill(String(amount));
      await card(title).getByRole('button', { name: 'Bid' }).click();
    },
    sees: (title, text) => card(title).getByText(text).waitFor(),
    hears: (text) => page.locator('#notes').getByText(text).first().waitFor(),
  };
}

await perform(pictures, async (stage) => {
  const { step } = stage;
  const ada = await bidder(stage, 'ada', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const bob = await bidder(stage, 'bob', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
  const cleo = await bidder(stage, 'cleo', { viewport: { width: 390, height: 844 } });

  await step('nobody gets in without the password', async () => {
    await ada.login('wrong');
    await ada.page.getByText('Invalid credentials').waitFor();
  });

  await step('three people log in, and the page goes live with the same login', async () => {
    for (const one of [ada, bob, cleo]) {
      await one.login();
      await one.live();
    }
    await ada.page.locator('#me').getByText('ada', { exact: true }).waitFor();
    await ada.page.getByText('3 watching').waitFor();
  });

  await step('what one offers by REST is on the screens of all at once', async () => {
    await ada.offers('A brass sextant', 100, '600');
    for (const one of [ada, bob, cleo]) await one.sees('A brass sextant', '100 €');
    must(!(await ada.card('A brass sextant').getByLabel('Your bid').isVisible()), 'Nobody bids for what is their own.');
    await bob.offers('First edition of “Moby-Dick”, worn <b>spine</b>', 2_400, '600');
    await cleo.sees('Moby-Dick', '2,400 €');
  });

  await step('a bid is seen by all, and by whom it outbids', async () => {
    await bob.bids('A brass sextant', 120);
    for (const one of [ada, cleo]) await one.sees('A brass sextant', 'bob · 1 bid');
    await bob.sees('A brass sextant', 'you · 1 bid');
    await cleo.bids('A brass sextant', 150);
    await bob.hears('You were outbid: A brass sextant is at 150 €.');
    for (const one of [ada, bob]) await one.sees('A brass sextant', 'cleo · 2 bids');
    await ada.bids('Moby-Dick', 2_500);
    await bob.sees('Moby-Dick', 'ada · 1 bid');
  });

  await step('a bid that is too low is refused with the reason', async () => {
    await bob.card('A brass sextant').locator('form').evaluate((form) => { form.noValidate = true; });
    await bob.bids('A brass sextant', 151);
    await bob.sees('A brass sextant', 'The next bid is 157 or more.');
    await ada.shot('1-floor');
    await bob.shot('2-floor-dark');
    await cleo.shot('3-floor-phone');
  });

  await step('what the seller ends is sold to whom it is told', async () => {
    await ada.offers('A short pencil', 3, '60');
    await cleo.bids('A short pencil', 3);
    await ada.sees('A short pencil', 'cleo · 1 bid');
    await ada.card('A short pencil').getByRole('button', { name: 'Sell now' }).click();
    await cleo.hears('Yours for 3 €: A short pencil!');
    for (const one of [ada, bob]) await one.sees('A short pencil', 'sold to cleo');
    await ada.shot('4-sold');
  });

  await step('a reaction flies over all screens', async () => {
    const flying = bob.card('A brass sextant').locator('.reactions span').waitFor({ state: 'attached' });
    await cleo.card('A brass sextant').getByRole('button', { name: '★' }).click();
    await flying;
  });

  await step('who logs out is live no more, in no tab', async () => {
    const other = await cleo.context.newPage();
    await other.goto(url);
    await ada.page.getByText('4 watching').waitFor();
    await cleo.page.getByRole('button', { name: 'Log out' }).click();
    await cleo.page.getByText('You have been signed out').waitFor();
    await ada.page.getByText('2 watching').waitFor();
  });

  await step('without the login no connection is made', async () => {
    const answer = await cleo.page.evaluate(async (at) => {
      const { io } = await import(new URL('socket.io/socket.io.esm.min.js', at).href);
      return new Promise((done) => {
        const socket = io({ reconnection: false });
        socket.on('connect', () => done('connected'));
        socket.on('connect_error', (error) => done(error.message));
      });
    }, url);
    must(answer === 'Log in first.', `The server said: ${answer}`);
  });
});
