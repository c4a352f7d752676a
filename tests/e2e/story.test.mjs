// The master–worker story of the book, typed by keyboard on the plain stage.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertGolden } from './lib/golden.mjs';
import { CLICK } from './lib/page.mjs';
import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const QUIET = '?quiet&lang=en';

const DELETED = 'WatchedEvent state:SyncConnected type:NodeDeleted path:/master';
const childrenChanged = (path) =>
  new RegExp(`^WatchedEvent state:SyncConnected type:NodeChildrenChanged path:${path}( |$)`, 'u');

const STAT_LINES = [
  /^cZxid = 0x[0-9a-f]+$/u,
  /^ctime = \w{3} \w{3} \d\d \d\d:\d\d:\d\d \w+ \d{4}$/u,
  /^mZxid = 0x[0-9a-f]+$/u,
  /^mtime = \w{3} \w{3} \d\d \d\d:\d\d:\d\d \w+ \d{4}$/u,
  /^pZxid = 0x[0-9a-f]+$/u,
  /^cversion = 0$/u,
  /^dataVersion = 0$/u,
  /^aclVersion = 0$/u,
  /^ephemeralOwner = 0x[0-9a-f]+$/u,
  /^dataLength = 24$/u,
  /^numChildren = 0$/u,
];

// On this stage (scenarios/quiet.zks): the session timeout, the heartbeat at a third of it, the
// tick to which the server rounds an expiry up, and the way from a client to the server.
const SESSION_TIMEOUT_MS = 6000;
const HEARTBEAT_MS = SESSION_TIMEOUT_MS / 3;
const TICK_MS = 2000;
const ROUND_TRIP_MS = 40;

// While a gap is compressed, one frame of the picture is a long step of the clock.
const FRAME_MS = 500;

const site = stand();

/** Until both masters have tried for /master: master1 leads, master2 watches it. */
async function masterOneLeads(page) {
  await page.command('master1', 'create -e /master "master1.example.com:2223"', 'Created /master');
  await page.command('master1', 'ls /', '[master, zookeeper]');
  await page.command('master1', 'get -s /master', 'master1.example.com:2223', ...STAT_LINES);

  await page.command(
    'master2',
    'create -e /master "master2.example.com:2223"',
    'Node already exists: /master',
  );
  await page.command('master2', 'stat /master true', ...STAT_LINES);
  await page.command('master2', 'stat -w /master', ...STAT_LINES);
}

/** A master's preparations, a worker, a client, and one task from hand to hand. */
async function oneTaskIsDone(page, master) {
  await page.command(master, 'create /workers ""', 'Created /workers');
  await page.command(master, 'create /tasks ""', 'Created /tasks');
  await page.command(master, 'create /assign ""', 'Created /assign');
  await page.command(master, 'ls /workers true', '[]');
  await page.command(master, 'ls -w /tasks', '[]');
  let seen = (await page.lines(master)).length;

  await page.command(
    'worker1',
    'create -e /workers/worker1.example.com "worker1.example.com:2224"',
    'Created /workers/worker1.example.com',
  );
  await page.says(master, [childrenChanged('/workers')], seen);
  await page.command(
    'worker1',
    'create /assign/worker1.example.com ""',
    'Created /assign/worker1.example.com',
  );
  await page.command('worker1', 'ls -w /assign/worker1.example.com', '[]');

  seen = (await page.lines(master)).length;
  await page.command(
    'client1',
    'create -s /tasks/task- "cmd"',
    'Created /tasks/task-0000000000',
  );
  await page.says(master, [childrenChanged('/tasks')], seen);
  await page.command('client1', 'ls -w /tasks/task-0000000000', '[]');

  await page.command(master, 'ls /workers', '[worker1.example.com]');
  await page.command(master, 'ls /tasks', '[task-0000000000]');
  seen = (await page.lines('worker1')).length;
  await page.command(
    master,
    'create /assign/worker1.example.com/task-0000000000 ""',
    'Created /assign/worker1.example.com/task-0000000000',
  );
  await page.says('worker1', [childrenChanged('/assign/worker1.example.com')], seen);
  await page.command('worker1', 'ls /assign/worker1.example.com', '[task-0000000000]');

  seen = (await page.lines('client1')).length;
  await page.command(
    'worker1',
    'create /tasks/task-0000000000/status "done"',
    'Created /tasks/task-0000000000/status',
  );
  await page.says('client1', [childrenChanged('/tasks/task-0000000000')], seen);
  await page.command('client1', 'get /tasks/task-0000000000/status', 'done');
}

/** The console's text, with the moments left out: they depend on how fast one types. */
async function transcript(page, process) {
  const lines = await page.lines(process);
  const text = lines.map((line) => line.replace(/^([cm]time) = .*$/u, '$1 = <time>').trimEnd());
  return `${text.join('\n')}\n`;
}

test('a killed master is missed when its session expires, and the backup does its work', async (t) => {
  const page = await site.open(t, QUIET);
  await masterOneLeads(page);
  assert.ok((await page.paths()).includes('/master'));

  const kill = await page.openActions('master1', page.names.kill);
  const measured = await page.stopwatch({
    start: CLICK,
    process: 'master2',
    line: DELETED,
    panel: 'master1',
  });
  await kill.click();
  const { start, end, panel } = await measured();
  const passed = end - start;

  // It had sent a heartbeat at most a third of the timeout before it died.
  assert.ok(passed >= SESSION_TIMEOUT_MS - HEARTBEAT_MS, `expired after ${passed} ms`);
  assert.ok(passed <= SESSION_TIMEOUT_MS + TICK_MS + ROUND_TRIP_MS + FRAME_MS, `expired after ${passed} ms`);
  // And not before the moment that the panel had announced, to the tenth that it showed.
  const left = /([\d.]+) s left/u.exec(panel);
  assert.ok(left, `no time left in the panel of master1: ${panel}`);
  assert.ok(passed >= Number(left[1]) * 1000 - 100, `expired after ${passed} ms, but ${left[0]}`);

  assert.match(await page.why(/NodeDeleted.*\/master/u), /expired/iu);
  await page.command('master2', 'ls /', '[zookeeper]');
  await until(
    async () => !(await page.paths()).includes('/master'),
    'the tree to be without /master',
  );
  await page.command('master2', 'create -e /master "master2.example.com:2223"', 'Created /master');

  await oneTaskIsDone(page, 'master2');
  page.assertNoComplaints();

  await assertGolden('master2.txt', await transcript(page, 'master2'));
});

test('a master that quits is missed at once', async (t) => {
  const page = await site.open(t, QUIET);
  await masterOneLeads(page);

  // Paused, so that the clock moves only as far as the command needs, and the time that a
  // person takes to press a key does not count.
  await page.pause();
  const before = await page.time();
  const said = (await page.lines('master2')).length;
  await page.enter('master1', 'quit');
  for (let steps = 0; steps < 10; steps += 1) {
    const lines = (await page.lines('master2')).slice(said);
    if (lines.some((line) => line.startsWith(DELETED))) break;
    await page.press(page.names.step);
    await page.painted();
  }
  await page.says('master2', [new RegExp(`^${DELETED}( |$)`, 'u')], said);
  const passed = (await page.time()) - before;
  assert.ok(passed <= ROUND_TRIP_MS, `missed after ${passed} ms`);

  assert.match(await page.why(/NodeDeleted.*\/master/u), /closed/iu);
  assert.doesNotMatch(await page.why(/NodeDeleted.*\/master/u), /expired/iu);

  await page.play();
  await page.command('master2', 'ls /', '[zookeeper]');
  // A node may do without data.
  await page.command('master2', 'create -e /master', 'Created /master');
  await page.command('master2', 'get /master', 'null');

  await oneTaskIsDone(page, 'master2');
  page.assertNoComplaints();
});
