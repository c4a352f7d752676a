// The book's story: whoever presses only the one button that the guide offers sees it whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const site = stand();

const OFFERS = ['Type it for me', 'Kill the master'];
const PRESSES = 10; // eleven beats, one of which only waits for the session to expire

test('the one button of the guide leads through the whole story', async (t) => {
  const page = await site.open(t, '?guide=story&lang=en');
  for (let presses = 0; presses < PRESSES; presses += 1) {
    const offer = await until(async () => {
      const found = await Promise.all(OFFERS.map((name) => page.look('button', name)));
      return found.find((button) => button !== null);
    }, `an offer after ${presses} presses`);
    const shown = await caption(page);
    await offer.click();
    await until(async () => (await caption(page)) !== shown, `another caption than "${shown}"`);
  }
  const guide = await page.find('complementary', page.names.guide);
  await until(
    async () => /the whole story/u.test(await guide.evaluate((it) => it.textContent)),
    'the end of the story',
  );
  await page.says('client1', ['done']);
  assert.ok((await page.paths()).includes('/tasks/task-0000000000/status'));
  page.assertNoComplaints();
});

/** What the guide says now; empty at the end. */
async function caption(page) {
  return page.tab.evaluate(
    () => document.querySelector('#guide')?.textContent.replace(/\s+/gu, ' ') ?? '',
  );
}
