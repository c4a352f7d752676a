// Runs that are opened by a link.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const site = stand();

/** Two consoles, of which one has created a znode; at rest before the other does anything. */
const RECORD = `record 1 scenario
servers 3
seed 7
@0 0 session alice 6s @s1
@1 0 session bob 6s @s2
@1 0
`;

/** As LZ4 has it: the length, and one run of literals. */
function linkOf(record) {
  const text = Buffer.from(record);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const more = text.length - 15;
  const run = [0xf0, ...Array(Math.floor(more / 255)).fill(255), more % 255];
  return `#z=1.${Buffer.concat([length, Buffer.from(run), text]).toString('base64url')}`;
}

test('a link opens its run at rest, and it goes on from there', async (t) => {
  const page = await site.open(t, `?lang=en${linkOf(RECORD.replace('@1 0\n', '@2 0\n'))}`, { ready: false });
  await until(async () => (await page.lookForInput('alice')) !== null, 'alice to be there');
  assert.equal(await page.isPlaying(), false);
  assert.equal(await page.time(), 0);
  await page.command('alice', 'create /note one', 'Created /note');
  await page.command('bob', 'get /note', 'one');
  page.assertNoComplaints();
});

test('a link that is cut off says so, and the page is there all the same', async (t) => {
  const page = await site.open(t, `?quiet&lang=en${linkOf(RECORD).slice(0, -8)}`);
  const alarm = await page.find('alert');
  assert.match(await alarm.evaluate((it) => it.innerText), /could not be opened: it is cut off or changed/u);
  await page.command('client1', 'ls /', '[zookeeper]');
});

test('a link that is put into the address of the open page opens, too', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  await page.tab.evaluate((fragment) => {
    location.hash = fragment;
  }, linkOf(RECORD.replace('@1 0\n', '@2 0\n')));
  await until(async () => (await page.lookForInput('bob')) !== null, 'bob to be there');
  page.assertNoComplaints();
});
