// Programs and a person on one stage: the person takes a worker's chair, and breaks the master.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const site = stand();

const PLACE = '/assign/worker1.example.com';
/** Several hops, at the pace at which people can follow them, and a timeout. */
const LONG_MS = 60_000;

test('a task flows by itself, a person does the next one, and the backup takes over', async (t) => {
  const page = await site.open(t, '?lang=en');
  await page.press(page.names.skip);
  await page.hurry();
  await page.press('client1'); // Its card: the console comes to the front.
  await until(async () => (await page.lines('client1')).includes('done'), 'a task to be done', LONG_MS);

  // All tasks shall go to worker1.
  await page.choose('worker2', 'Remove');
  const byItself = await page.find('switch', page.names.byItself('worker1'));
  assert.equal(await byItself.evaluate((it) => it.ariaChecked), 'true');
  await byItself.click();
  await page.press('worker1');
  const told = new RegExp(`type:NodeChildrenChanged path:${PLACE} `, 'u');
  const before = (await page.lines('worker1')).length;
  await until(
    async () => (await page.lines('worker1')).slice(before).some((line) => told.test(line)),
    'a task for worker1',
    LONG_MS,
  );
  const listed = await page.command('worker1', `ls -w ${PLACE}`, /^\[task-\d+\]$/u);
  const task = /^\[(task-\d+)\]$/u.exec(listed.find((line) => line.startsWith('[task')))[1];
  await page.command('worker1', `get /tasks/${task}`, /^client1 cmd \d+$/u);
  await page.command('worker1', `create /tasks/${task}/status "done"`, `Created /tasks/${task}/status`);
  await page.command('worker1', `delete ${PLACE}/${task}`);

  await page.choose('master1', page.names.kill);
  await page.find('switch', page.names.byItself('worker1')).then((it) => it.click());
  const strip = await page.find('region', page.names.strip);
  await until(
    async () => (await page.labels(strip)).some((it) => it.startsWith('master2 thinks it is master since')),
    async () => `the strip to flip; it says\n${(await page.labels(strip)).join('\n')}`,
    LONG_MS,
  );
  assert.ok((await page.labels(strip)).some((it) => /^master1 thought it was master from .* killed$/u.test(it)));

  await page.press('client1');
  const done = async () => (await page.lines('client1')).filter((line) => line === 'done').length;
  const sofar = await done();
  await until(async () => (await done()) > sofar, 'the next task to be done', LONG_MS);
  page.assertNoComplaints();
});

test('a standing order makes a backup of a console', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  await page.command('master1', 'create -e /master "master1.example.com:2223"', 'Created /master');
  await page.command(
    'master2',
    ':on NodeDeleted /master do create -e /master "master2.example.com:2223"',
    /^Standing order 1 taken/u,
    /^ephemeralOwner/u,
  );
  await page.find('button', 'End order 1 of master2');
  await page.choose('master1', page.names.kill);
  await page.says('master2', ['Created /master']);
  await page.command('master2', ':orders', /^1: on NodeDeleted \/master do .*carried out: 1/u);
  await page.press('End order 1 of master2');
  await page.command('master2', ':orders', /^No standing orders/u);
  await page.command('master2', ':dance', /^Not done: .*:help/u);
  page.assertNoComplaints();
});

test('processes join and leave the stage', async (t) => {
  const page = await site.open(t, '?quiet&lang=en');
  await page.press('Add a process');
  await (await page.find('menuitem', 'worker')).click();
  await page.says('worker3', ['Created /workers/worker3.example.com']);
  await page.choose('worker3', 'Remove');
  await until(async () => !(await page.look('region', 'worker3')), 'worker3 to have left');
  page.assertNoComplaints();
});
