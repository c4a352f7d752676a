// The message chart, as people meet it who cannot see it, and the stage's two views.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CAST } from './lib/page.mjs';
import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const QUIET = '?quiet&lang=en';

const site = stand();

/** What the chart says, as sentences. */
async function sentences(page) {
  const chart = await page.find('region', page.names.chart);
  return chart.$$eval('[role="listitem"]', (items) => items.map((it) => it.getAttribute('aria-label')));
}

test('the chart tells as sentences who said what to whom', async (t) => {
  const page = await site.open(t, QUIET);
  await page.show(page.names.chartView);
  await page.find('listitem', '0.000 s, master1: started');
  await page.find('listitem', '0.000 s, master1 to s1: connect, received 0.020 s');

  await page.show('client1');
  await page.command('client1', 'create -e /gone x', 'Created /gone');
  await page.choose('client1', page.names.kill);
  const expected = [
    / s, client1 to s1: create -e \/gone, received [\d.]+ s$/u,
    / s, s1 to client1: reply ok, received [\d.]+ s$/u,
    / s, client1: killed$/u,
    / s: idle [\d.]+ s, \d+ pings$/u,
    / s, s1: session of client1 expired$/u,
  ];
  await until(
    async () => {
      const told = await sentences(page);
      const places = expected.map((it) => told.findLastIndex((sentence) => it.test(sentence)));
      return places.every((place, n) => place > (places[n - 1] ?? -1));
    },
    async () => `the chart to tell all of it in order; it told\n${(await sentences(page)).join('\n')}`,
  );
  page.assertNoComplaints();
});

test('one console is shown below the chart, and all of them in the other view', async (t) => {
  const page = await site.open(t, QUIET);
  await page.show(page.names.chartView);
  for (const process of CAST) {
    await page.region(process);
    await page.show(process);
    await page.command(process, 'ls /', '[zookeeper]');
  }
  assert.equal(await page.look('log', page.names.output('master1')), null);
  await page.show(page.names.consoles);
  for (const process of CAST) {
    await page.log(process);
  }
  assert.equal(await page.look('region', page.names.chart), null);
  page.assertNoComplaints();
});

test('whose name is chosen comes to the front', async (t) => {
  const page = await site.open(t, QUIET);
  await page.show(page.names.chartView);
  await (await page.find('button', 'worker2')).click();
  await page.command('worker2', 'ls /', '[zookeeper]');
});
