// Time as a person moves through it: back, otherwise, and to somebody else.

import assert from 'node:assert/strict';
import { readFile, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { Page } from './lib/page.mjs';
import { zkplay } from './lib/program.mjs';
import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const site = stand();

/** What the strip says of those who thought it at one time. */
async function clashes(page) {
  const strip = await page.find('region', page.names.strip);
  return (await page.labels(strip)).filter((it) => /both|2 believed/iu.test(it));
}

/** The page with this address, in a profile of its own. */
async function elsewhere(t, address) {
  const context = await site.browser.createBrowserContext();
  t.after(() => context.close());
  return Page.open(context, address, { ready: false });
}

/** Where the first outage begins, from 0 to 1. */
async function struck(page) {
  const timeline = await page.find('region', page.names.timeline);
  return timeline.$eval('.timeline-outage', (it) => Number(it.getAttribute('x')) / 1000);
}

test('the story is dragged back to before the kill, master1 paused instead, and both futures are sent to somebody', async (t) => {
  const page = await site.open(t, '?lang=en');
  await (await page.find('button', 'Kill the master')).click();
  const owned = (name) => async () =>
    (await page.znodes()).some((row) => row.startsWith('/master,') && row.includes(`owned by ${name}`));
  await until(owned('master2'), 'master2 to take over', 30_000);
  await page.pause();

  await page.drag((await struck(page)) - 0.01);
  await until(owned('master1'), 'the time before the kill');
  assert.deepEqual(await page.branches(), []);
  await page.choose('master1', 'Pause 10 s');
  await until(async () => (await page.branches()).length === 2, 'a branch');
  assert.deepEqual(await page.branches(), ['main', 'pause master1 10s*']);
  await page.hurry();
  await page.play();
  await until(async () => (await clashes(page)).length > 0, 'two masters in the strip', 30_000);
  await page.pause();
  const both = await page.time();

  // In the other future master1 is dead; in this one it sleeps.
  await page.press('Show “main”');
  await until(async () => (await page.branches())[0] === 'main*', 'the other future');
  assert.deepEqual(await clashes(page), []);
  await page.press('Show “pause master1 10s”');
  await until(async () => (await clashes(page)).length > 0, 'the overlap again');

  const [link, time, moment] = [await page.link(), await page.time(), await page.moment()];
  const other = await elsewhere(t, link);
  await until(async () => /Opened from a link/u.test(await other.tab.$eval('body', (it) => it.innerText)), 'it to open');
  assert.equal(await other.time(), time);
  assert.equal(await other.moment(), moment);
  assert.deepEqual(await other.branches(), ['main', 'pause master1 10s*']);
  assert.ok((await clashes(other)).length > 0);
  assert.equal(await other.isPlaying(), false);
  // The link holds the hash of the state: an equal link comes of an equal state at the same place.
  assert.equal(await other.link(), link);
  const told = await zkplay('replay', link);
  assert.match(told, /plays to step \d+ at [\d.]+ s, state 1 [0-9a-f]{16}$/mu);
  assert.doesNotMatch(told, /drifted/u);
  t.diagnostic(`${link.length} characters, both believed it at ${both} ms; ${told.trim().split(': ').at(-1)}`);
  page.assertNoComplaints();
  other.assertNoComplaints();
});

test('the tour ends with a way back, and tells what comes of the pause', async (t) => {
  const page = await site.open(t, '?lang=en');
  await page.hurry();
  await (await page.find('button', 'Kill the master')).click();
  const rewind = 'Rewind and pause master1 instead';
  await until(() => page.look('button', rewind), 'the end of the tour', 60_000);
  await page.press(rewind);
  const guide = await page.find('complementary', page.names.guide);
  const says = (text) => async () => (await guide.evaluate((it) => it.innerText)).includes(text);
  await until(says('still believes that it leads'), 'the two masters', 30_000);
  await until(says('Two believed that they led'), 'the lesson', 60_000);
  assert.deepEqual(await page.branches(), ['main', 'pause master1 10s*']);
  page.assertNoComplaints();
});

test('by keys alone: back, undo, otherwise, and to the latest', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  await page.pause();
  await page.command('client1', 'create /a one', 'Created /a');
  await page.command('client1', 'create /b two', 'Created /b');
  await page.tab.evaluate(() => document.activeElement.blur());
  const press = async (...keys) => {
    for (const key of keys) {
      await page.tab.keyboard.press(key);
      await page.painted();
    }
  };
  const paths = async () => (await page.paths()).filter((it) => !it.startsWith('/zookeeper'));
  await press('z');
  assert.deepEqual(await paths(), ['/', '/a']);
  await press('z');
  assert.deepEqual(await paths(), ['/']);
  await press('End');
  assert.deepEqual(await paths(), ['/', '/a', '/b']);
  await press('z', 'ArrowLeft');
  assert.deepEqual(await paths(), ['/', '/a']);
  await page.command('client1', 'create /c three', 'Created /c');
  assert.deepEqual(await paths(), ['/', '/a', '/c']);
  assert.equal((await page.branches()).length, 2);
  const slider = await page.find('slider', page.names.moment);
  await slider.focus();
  await press('Home');
  assert.deepEqual(await paths(), ['/']);
  await press('ArrowRight');
  assert.match(await page.moment(), /client1: create \/a one$/u);
  await press('End');
  await page.press('Compare with “main”');
  const compared = await page.find('region', 'Comparison');
  const text = await compared.evaluate((it) => it.innerText);
  assert.match(text, /\/b/u);
  assert.match(text, /\/c/u);
  await page.press('End the comparison');
  await page.find('region', page.names.events);
  page.assertNoComplaints();
});

test('a breakpoint stops the clock at its event', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  await page.press('Stop at…');
  const path = await page.find('textbox', 'At this znode or below it');
  await path.type('/b');
  await page.press('Stop there');
  await page.tab.keyboard.press('Escape');
  await page.command('client1', 'create /a one', 'Created /a');
  await page.play();
  await page.enter('client1', 'create /b two');
  await until(async () => !(await page.isPlaying()), 'the clock to stop');
  assert.match(await page.moment(), /created \/b$/u);
  page.assertNoComplaints();
});

test('a run is there again on the next visit, with a way to start afresh', async (t) => {
  const page = await site.open(t, '?lang=en&guide=story');
  await page.command('master1', 'create -e /master "m1"', 'Created /master');
  await page.pause();
  const before = await page.moment();
  await page.tab.goto(`${site.server.url}?lang=en`);
  await page.ready();
  const text = async () => page.tab.$eval('body', (it) => it.innerText);
  await until(async () => /Your last run is back/u.test(await text()), 'the last run');
  assert.equal(await page.moment(), before);
  assert.ok((await page.paths()).includes('/master'));
  assert.equal(await page.isPlaying(), false);
  await page.press('Start afresh');
  await until(async () => !/Your last run is back/u.test(await text()), 'a new run');
  await page.tab.reload();
  await page.ready();
  assert.doesNotMatch(await text(), /Your last run is back/u);

  // A plain page neither keeps nor restores.
  await page.tab.goto(`${site.server.url}?quiet&lang=en`);
  await page.ready();
  assert.doesNotMatch(await text(), /Your last run is back/u);
  page.assertNoComplaints();
});

test('a run is saved as a test that passes, and comes in again', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  const folder = await mkdtemp(join(tmpdir(), 'zkplay-'));
  const client = await page.tab.createCDPSession();
  await client.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    browserContextId: page.tab.browserContext().id,
  });
  await page.command('client1', 'create /saved "for later"', 'Created /saved');
  await page.pause();
  await page.press(page.names.share);
  await page.find('textbox', page.names.link);
  const files = async (...names) => {
    await until(async () => {
      const there = await readdir(folder);
      return names.every((it) => there.includes(it));
    }, names.join(' and '));
  };
  await page.press('Test (.zkt and .out)');
  await files('zkplay-run.zkt', 'zkplay-run.out');
  await zkplay('transcript', '--check', join(folder, 'zkplay-run.zkt'));
  await page.press('Run (JSON)');
  await files('zkplay-run.json');
  const json = JSON.parse(await readFile(join(folder, 'zkplay-run.json'), 'utf8'));
  assert.equal(json.format, 'zkplay run 1');
  await page.press('Diagram (Mermaid)');
  await files('zkplay-run.mmd');
  assert.match(await readFile(join(folder, 'zkplay-run.mmd'), 'utf8'), /^sequenceDiagram/u);

  const other = await site.open(t, '?quiet&lang=en');
  await other.press(other.names.share);
  const field = await other.tab.$('input[type=file]');
  await field.uploadFile(join(folder, 'zkplay-run.json'));
  await until(async () => (await other.paths()).includes('/saved'), 'the run to be there');
  page.assertNoComplaints();
  other.assertNoComplaints();
});

test('what is brought and cannot be opened says why and loses nothing', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  await page.command('client1', 'create /mine', 'Created /mine');
  await page.press(page.names.share);
  await (await page.find('textbox', 'Paste a link or a run')).type('a poem');
  await page.press('Open it');
  const alert = await page.find('alert');
  assert.match(await alert.evaluate((it) => it.innerText), /could not be opened: it is no link and no run/u);
  assert.ok((await page.paths()).includes('/mine'));
  page.assertNoComplaints();
});

test('who scrolls back after a jump reads what a console had said', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  await page.pause();
  await page.enter('master1', ':by-itself master1');
  await page.enter('worker1', ':by-itself worker1');
  await page.enter('client1', ':by-itself client1');
  await page.enter('master2', ':wait 20m');
  await page.drag(0.5);
  const said = () => page.lines('client1').then((lines) => lines.filter((it) => it !== ''));
  const inSight = await said();
  const log = await page.log('client1');
  await log.evaluate((it) => it.scrollTo(0, 0));
  await until(async () => (await said()).length > inSight.length, 'older lines');
  assert.deepEqual((await said()).slice(-inSight.length), inSight);
  // The reader is where he was.
  assert.ok(await log.evaluate((it) => it.scrollTop > 0));
  await page.press('Newest');
  await until(
    () => log.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight < 8),
    'the end of the log',
  );
  page.assertNoComplaints();
});
