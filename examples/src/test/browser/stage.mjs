// What the plays of this folder share: one headless Chromium, people in it, steps that are told on the output, screenshots.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const WITHIN = 60_000; // ms for anything to appear
const ALTOGETHER = 900_000; // ms
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function must(really, sentence) {
  if (!really) throw new Error(sentence);
}

/** Plays, and says at the end "all N steps passed", or what failed. Then everybody's screen is in the folder. */
export async function perform(pictures, play) {
  const profile = mkdtempSync(join(tmpdir(), 'sockeye-browser-'));
  mkdirSync(pictures, { recursive: true });
  const people = [];
  const errors = [];
  let steps = 0;
  setTimeout(() => {
    console.log(`gave up after ${ALTOGETHER} ms and ${steps} steps`);
    process.exit(1);
  }, ALTOGETHER).unref();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [...FLAGS, `--disk-cache-dir=${profile}`],
    timeout: 2 * WITHIN,
  });

  async function step(sentence, proof) {
    await proof();
    steps++;
    console.log(`ok: ${sentence}`);
  }

  /** Somebody with cookies of their own opens a page. */
  async function person(name, url, options) {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(WITHIN);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(`${name}: ${error}`));
    page.on('console', (entry) => /Content Security Policy|Uncaught/.test(entry.text()) && errors.push(`${name}: ${entry.text()}`));
    page.on('dialog', (dialog) => errors.push(`${name}: a script of a message ran (${dialog.message()})`));
    await page.goto(url);
    const one = { name, page, context, shot: (file) => page.screenshot({ path: join(pictures, `${file}.png`), animations: 'disabled' }) };
    people.push(one);
    return one;
  }

  try {
    await play({ step, person });
    must(errors.length === 0, `The pages reported errors:\n${errors.join('\n')}`);
    console.log(`all ${steps} steps passed`);
  } catch (error) {
    for (const one of people) await one.shot(`failed-${one.name}`).catch(() => {});
    console.log(`failed after ${steps} steps: ${error.stack}\n${errors.join('\n')}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
    process.stdin.destroy();
  }
}
