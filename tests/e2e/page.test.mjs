// The page as a page: that it loads, keeps to its policy, and behaves under one's hands.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NAMES } from './lib/names.mjs';
import { CAST, Page } from './lib/page.mjs';
import { BUILT_PAGE, serve } from './lib/server.mjs';
import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const QUIET = '?quiet&lang=en';

const site = stand();

// Loading.

test('the first visit loads without a complaint and asks for nothing in vain', async (t) => {
  const page = await site.open(t, '?lang=en');
  await page.find('heading', 'zkplay');
  await page.find('complementary', page.names.guide);
  await page.tab.waitForNetworkIdle();
  page.assertNoComplaints();
});

test('the plain stage has the whole cast, each with a console, and the clock runs', async (t) => {
  const page = await site.open(t, QUIET);
  for (const process of CAST) {
    await page.region(process);
    await page.input(process);
    await page.log(process);
  }
  await page.find('region', page.names.events);
  const paths = await page.paths();
  assert.ok(paths.includes('/') && paths.includes('/zookeeper'), paths.join());
  assert.ok(await page.isPlaying());
  const start = await page.time();
  await until(async () => (await page.time()) > start, 'the clock to run');
  page.assertNoComplaints();
});

test('what is true of ZooKeeper here is told on a page of its own', async (t) => {
  const page = await site.open(t, QUIET);
  const link = await page.find('link', 'What is true here, and what your book says');
  const address = await link.evaluate((it) => it.href);
  const tab = await site.browser.newPage();
  t.after(() => tab.close());
  const complaints = [];
  tab.on('console', (message) => complaints.push(message.text()));
  const answer = await tab.goto(address);
  assert.equal(answer.status(), 200);
  assert.equal(await tab.title(), 'What is true here · zkplay');
  const rows = await tab.$$eval('tbody tr', (all) => all.length);
  assert.ok(rows > 19, `${rows} rows`);
  assert.deepEqual(complaints, []);
});

test('something is seen before the program has come', async (t) => {
  const server = await serve(BUILT_PAGE, { hold: (path) => path.endsWith('.wasm') });
  t.after(() => server.close());
  const page = await Page.open(site.browser, `${server.url}?lang=en`, { ready: false });
  t.after(() => page.close());

  await until(
    () =>
      page.tab.evaluate(() => {
        const painted = performance.getEntriesByName('first-contentful-paint').length > 0;
        return painted && document.body.innerText.trim().length > 0;
      }),
    'the static shell to be painted',
  );
  server.release();
  await page.ready();
  page.assertNoComplaints();
});

test('the page works below any path', async (t) => {
  const server = await serve(BUILT_PAGE, { under: '/some/where/' });
  t.after(() => server.close());
  const page = await Page.open(site.browser, server.url + QUIET);
  t.after(() => page.close());
  await page.command('client1', 'ls /', '[zookeeper]');
  page.assertNoComplaints();
});

// The policy.

test('the page carries a policy that stops foreign scripts and foreign requests', async (t) => {
  const page = await site.open(t, QUIET);
  const elsewhere = await serve(BUILT_PAGE);
  t.after(() => elsewhere.close());

  const policy = await page.tab.$eval(
    'head > meta[http-equiv="Content-Security-Policy"]',
    (meta) => meta.content,
  );
  assert.match(policy, /default-src 'none'/u);
  assert.doesNotMatch(policy, /'unsafe-(inline|eval)'|https?:|\*/u);

  await page.tab.evaluate(() => {
    window.violated = [];
    addEventListener('securitypolicyviolation', (event) => {
      window.violated.push(event.effectiveDirective);
    });
    const script = document.createElement('script');
    script.textContent = 'window.intruder = true';
    document.body.append(script);
  });
  const answer = await page.tab.evaluate((url) => fetch(url).then(() => 'came', () => 'none'), elsewhere.url);
  assert.equal(answer, 'none');
  await until(
    () => page.tab.evaluate(() => ['script-src-elem', 'connect-src'].every((it) => window.violated.includes(it))),
    async () => `both to be told as violations; told were ${await page.tab.evaluate(() => window.violated.join())}`,
  );
  assert.equal(await page.tab.evaluate(() => window.intruder), undefined);
});

// Other ways to open it.

test('an embedded page is the stage without its surroundings', async (t) => {
  const page = await site.open(t, '?embed&lang=en');
  await page.region('master1');
  await page.timer();
  for (const [role, name] of [
    ['heading', 'zkplay'],
    ['complementary', page.names.guide],
    ['region', page.names.events],
    ['tree', page.names.znodes],
  ]) {
    assert.equal(await page.look(role, name), null, `there is a ${role} named "${name}"`);
  }
  page.assertNoComplaints();
});

test('in Chinese every name is Chinese, and zkCli still speaks English', async (t) => {
  const page = await site.open(t, '?quiet&lang=zh', { lang: 'zh' });
  assert.match(await page.tab.$eval('html', (html) => html.lang), /^zh/u);
  for (const process of CAST) {
    await page.region(process);
    await page.input(process);
    await page.log(process);
    await page.find('button', page.names.actions(process));
  }
  await page.find('tree', page.names.znodes);
  await page.find('region', page.names.events);
  await page.find('button', page.names.step);
  await page.find('button', page.names.nextEvent);
  await page.command('client1', 'get /nothing', 'Node does not exist: /nothing');

  await page.pause();
  const time = await page.time();
  await page.play();
  await until(async () => (await page.time()) > time, 'the clock to run');

  await page.openActions('worker2', page.names.kill);
  await page.find('menuitem', page.names.restart);
  await page.find('menuitem', page.names.close);
  page.assertNoComplaints();
});

test('who chooses Chinese gets it at once, and the choice stays', async (t) => {
  const page = await site.open(t, QUIET);
  const asked = [];
  page.tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await choose(page, 'Language', '中文');
  page.names = NAMES.zh;
  await page.find('region', page.names.events);
  assert.deepEqual(asked, ['/words/zh.txt']);

  await page.tab.goto(`${site.server.url}?quiet`, { waitUntil: 'domcontentloaded' });
  await page.ready();
  await choose(page, '语言', 'English');
  page.names = NAMES.en;
  await page.find('region', page.names.events);
  page.assertNoComplaints();
});

test('without its Chinese words the page speaks English, and says why', async (t) => {
  const page = await site.open(t, QUIET);
  await page.tab.setRequestInterception(true);
  page.tab.on('request', (request) =>
    request.url().endsWith('/words/zh.txt') ? request.abort() : request.continue(),
  );
  const isTold = async () => {
    const alert = await page.find('alert', '');
    assert.match(await alert.evaluate((it) => it.innerText), /中文/u);
    assert.equal(await page.tab.$eval('html', (html) => html.lang), 'en');
  };
  await choose(page, 'Language', '中文');
  await isTold();
  await page.tab.goto(`${site.server.url}?quiet&lang=zh`, { waitUntil: 'domcontentloaded' });
  await page.ready();
  await isTold();
});

// Time.

test('a hidden page stands still, and does not catch up afterwards', async (t) => {
  const page = await site.open(t, QUIET);
  const AWAY_MS = 1000;

  await setVisibility(page, 'hidden');
  const left = await page.time();
  await page.tab.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), AWAY_MS);
  const back = await page.time();
  assert.ok(back - left <= 100, `${back - left} ms passed while nobody looked`);

  await setVisibility(page, 'visible');
  const next = await until(async () => {
    const now = await page.time();
    return now > back && now;
  }, 'the clock to run again');
  assert.ok(next - back < AWAY_MS, `${next - back} ms were caught up`);
});

/** What the browser tells a page of its visibility; headless, no tab is ever really hidden. */
async function setVisibility(page, state) {
  await page.tab.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, state);
}

test('paused, the clock moves from event to event and in between stands still', async (t) => {
  const page = await site.open(t, QUIET);
  await page.command('client1', 'create -e /gone x', 'Created /gone');
  await page.pause();
  const paused = await page.time();
  await page.choose('client1', page.names.kill);

  // Other things may happen before the session expires.
  for (let events = 0; events < 20 && (await page.paths()).includes('/gone'); events += 1) {
    await page.press(page.names.nextEvent);
    await page.painted();
  }
  assert.ok(!(await page.paths()).includes('/gone'), 'the session has not expired');
  const expired = await page.time();
  assert.ok(expired - paused >= 4000, `expired after ${expired - paused} ms`);

  assert.ok(!(await page.isPlaying()));
  await page.tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  assert.equal(await page.time(), expired);
});

test('the next event may be asked for where none is in sight', async (t) => {
  const page = await site.open(t, QUIET);
  await page.press(page.names.nextEvent);
  await page.press(page.names.step);
  await page.command('worker1', 'ls /', '[zookeeper]');
  page.assertNoComplaints();
});

// Typing.

test('an event that arrives leaves the half-typed line alone', async (t) => {
  const page = await site.open(t, QUIET);
  await page.command('client1', 'create -e /gone x', 'Created /gone');
  await page.command('worker1', 'stat -w /gone', /^cZxid/u);
  const said = (await page.lines('worker1')).length;
  await page.choose('client1', page.names.kill);

  await page.type('worker1', 'creat');
  await page.says('worker1', [/^WatchedEvent .*type:NodeDeleted path:\/gone/u], said);
  assert.equal(await page.draft('worker1'), 'creat');
  await page.tab.keyboard.type('e /here x');
  await page.tab.keyboard.press('Enter');
  await page.says('worker1', ['Created /here'], said);
});

test('the arrows walk through the history of a console', async (t) => {
  const page = await site.open(t, QUIET);
  await page.command('worker1', 'ls /', '[zookeeper]');
  await page.command('worker1', 'get /nothing', 'Node does not exist: /nothing');
  const { keyboard } = page.tab;
  const draftIs = (text) =>
    until(async () => (await page.draft('worker1')) === text, `the draft to be "${text}"`);

  await keyboard.press('ArrowUp');
  await draftIs('get /nothing');
  await keyboard.press('ArrowUp');
  await draftIs('ls /');
  await keyboard.press('ArrowDown');
  await draftIs('get /nothing');
  await keyboard.press('ArrowDown');
  await draftIs('');
});

test('Tab takes what the popup offers', async (t) => {
  const page = await site.open(t, QUIET);
  await page.type('worker1', 'cre');
  await page.find('listbox');
  await page.find('option');
  await page.tab.keyboard.press('Tab');
  await until(async () => (await page.draft('worker1')) === 'create ', 'the draft to be "create "');
  await page.tab.keyboard.type('/a b');
  await page.tab.keyboard.press('Enter');
  await page.says('worker1', ['Created /a']);
});

test('without a popup Tab leaves the console', async (t) => {
  const page = await site.open(t, QUIET);
  await (await page.input('worker1')).click();
  await page.tab.keyboard.press('Escape');
  await page.tab.keyboard.press('Tab');
  const input = await page.input('worker1');
  assert.equal(await input.evaluate((it) => document.activeElement === it), false);
});

test('nonsense is answered as zkCli answers it', async (t) => {
  const page = await site.open(t, QUIET);
  await page.command('worker1', 'lss', 'Command not found: Command not found lss');
  await page.command('worker1', 'get relative', /must start with \/ character/u);
  await page.command('worker1', 'ls /', '[zookeeper]');
  page.assertNoComplaints();
});

// Processes.

test('a killed process can be started again, with a console that works', async (t) => {
  const page = await site.open(t, QUIET);
  await page.choose('worker2', page.names.kill);
  await page.choose('worker2', page.names.restart);
  await page.command('worker2', 'ls /', '[zookeeper]');
  page.assertNoComplaints();
});

/** Chooses what is called so from a list of this name. */
async function choose(page, list, name) {
  const field = await page.find('combobox', list);
  await field.select(await field.evaluate((it, name) => [...it.options].find((o) => o.text === name).value, name));
}
