// Several servers: links are cut and servers crash by menu; the strip, the consoles and the
// verbs in them tell what follows.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const site = stand();

const ENSEMBLE = '?guide=quorum&lang=en';
/** Elections and reconnections, at the pace at which people can follow them. */
const LONG_MS = 60_000;

async function open(t) {
  const page = await site.open(t, ENSEMBLE);
  await page.press(page.names.skip);
  await page.hurry();
  await said(page, 'client1', 'CONNECTED · s1');
  return page;
}

/** Waits until the panel of a process says that somewhere. */
async function said(page, process, text) {
  const panel = await page.region(process);
  await until(
    async () => (await panel.evaluate((it) => it.innerText)).includes(text),
    () => `${process} to say "${text}"`,
    LONG_MS,
  );
}

test('a link is cut by menu: the console shows the verb, the session moves, the strip the lag', async (t) => {
  const page = await open(t);
  await page.command('client2', 'create -e /mine two', 'Created /mine');
  await page.choose('client2', 'Cut from s2');
  assert.ok((await page.lines('client2')).some((line) => line.endsWith(':cut client2 s2')));
  await until(
    async () => /CONNECTED · s[13]/u.test(await (await page.region('client2')).evaluate((it) => it.innerText)),
    'client2 to go on at another server',
    LONG_MS,
  );
  // The same session: what it owns is still there.
  await page.command('client2', 'getEphemerals', '[/mine]');

  await page.command('client1', ':hold s3 s2');
  await page.command('client1', 'set /mine three');
  await until(async () => (await page.server('s2')).includes('1 behind'), 's2 to be one behind', LONG_MS);
  await page.command('client1', ':release s3 s2');
  await until(async () => (await page.server('s2')).includes('up to date'), 's2 to catch up', LONG_MS);
  page.assertNoComplaints();
});

test('the quorum is lost by menus, and comes back', async (t) => {
  const page = await open(t);
  await page.command('client1', 'create /kept one', 'Created /kept');
  assert.match(await page.server('s3'), /^s3: leader/u);
  assert.equal(await page.quorum(), '3 of 3 writes OK');

  await page.choose('s3', 'Crash');
  await until(async () => /^s2: leader/u.test(await page.server('s2')), 's2 to lead', LONG_MS);
  await page.choose('s1', 'Crash');
  await until(async () => (await page.quorum()).startsWith('1 of 3 no quorum'), 'the quorum to be lost', LONG_MS);
  await said(page, 'client2', 'CONNECTING');
  await page.command('client2', 'get /kept', 'KeeperErrorCode = ConnectionLoss for /kept');
  assert.ok((await page.paths()).includes('/kept'), 'what was agreed on is still shown');

  await page.choose('s1', 'Start');
  await until(async () => (await page.quorum()).endsWith('writes OK'), 'the quorum to come back', LONG_MS);
  for (const client of ['client1', 'client2', 'client3']) {
    await said(page, client, 'CONNECTED ·');
  }
  await page.command('client2', 'get /kept', 'one');
  page.assertNoComplaints();
});

test('the tree can be looked at as a server has it', async (t) => {
  const page = await open(t);
  // A clock that runs on would end the session of client2: its server is cut off.
  await page.pause();
  await page.command('client1', 'create /note old', 'Created /note');
  await page.command('client1', ':hold s3 s2');
  await page.command('client1', 'set /note new');
  await page.command('client2', 'get /note', 'old', /^This was read at s2, .*: 1 behind the ensemble\.$/u);
  const seen = await page.find('combobox', 'as seen by');
  await seen.select(await seen.evaluate((it) => [...it.options].find((o) => o.text === 's2').value));
  const note = async () => (await page.znodes()).find((row) => row.startsWith('/note'));
  await until(async () => (await note()).includes('differs from the ensemble'), 'the old note to differ');
  page.assertNoComplaints();
});

/** How a monitor is called by its sentence. */
const KEPT = /Each step up to [\d.]+ s was held against 21 laws/u;

test('the laws are held against the run by a program beside the page', async (t) => {
  const page = await open(t);
  await page.command('client1', 'create /kept one', 'Created /kept');
  await until(async () => (await page.monitors()).some((it) => KEPT.test(it)), 'the laws to be kept', LONG_MS);
  page.assertNoComplaints();
});

test('a broken law stops the clock and shows the event', async (t) => {
  const page = await site.open(t, 'about:blank', { ready: false });
  // In the place of the witness sits one who finds fault with the first step.
  await page.tab.evaluateOnNewDocument(() => {
    const letter = (...texts) => texts.map((it) => `${it.length}:${it}`).join('');
    window.Worker = class extends EventTarget {
      constructor() {
        super();
        setTimeout(() => this.say(''));
      }

      say(data) {
        this.dispatchEvent(new MessageEvent('message', { data }));
      }

      postMessage() {
        this.say(letter('witnessed', '0', '0', '3', 'INV-9 Durability', '1', 's2 leads without it'));
      }
    };
  });
  await page.tab.goto(site.server.url + ENSEMBLE);
  await page.ready();
  await page.press(page.names.skip);
  await until(
    async () => (await page.monitors()).some((it) => it.startsWith('The law INV-9 Durability was broken')),
    'the law to be broken',
    LONG_MS,
  );
  assert.equal(await page.isPlaying(), false);
  assert.match((await page.monitors()).at(-1), /s2 leads without it\. That is a defect of zkplay/u);
});
