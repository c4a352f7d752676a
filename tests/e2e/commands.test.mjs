// The commands besides the story's own, typed in a browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stand } from './lib/stand.mjs';
import { until } from './lib/until.mjs';

const QUIET = '?quiet&lang=en';
const DIGEST = 'u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ=';

const site = stand();

test('permissions hold, and a refusal says which check refused', async (t) => {
  const page = await site.open(t, QUIET);
  await page.command('master1', 'addauth digest u:p');
  await page.command('master1', 'create /mine secret auth::cdrwa', 'Created /mine');
  await page.command('master1', 'getAcl /mine', `'digest,'${DIGEST}`, ': cdrwa');
  await page.command('master1', 'whoami', 'Auth scheme: User', 'digest: u', 'ip: 127.0.0.1');
  await page.command(
    'master2',
    'get /mine',
    'Insufficient permission : /mine',
    'why: The list of /mine does not grant READ to this client. Passed before: the znode is there.',
  );
  page.assertNoComplaints();
});

test('a watch that stays, its removal, and a container', async (t) => {
  const page = await site.open(t, QUIET);
  await page.command('master2', 'addWatch -m persistent /box');
  await page.command('master1', 'create -c /box', 'Created /box');
  await page.says('master2', [/type:NodeCreated path:\/box zxid: \d+$/u]);
  await page.command('master1', 'create /box/a', 'Created /box/a');
  await page.says('master2', [/type:NodeChildrenChanged path:\/box zxid: \d+$/u]);
  await page.command('master2', 'removewatches /box');
  await page.says('master2', [/type:PersistentWatchRemoved path:\/box zxid: -1$/u]);
  const names = await page.znodes();
  assert.ok(
    names.some((it) => it.startsWith('/box, ') && it.includes('container')),
    names.join('\n'),
  );
  page.assertNoComplaints();
});

test('a quota is set, counted and taken back', async (t) => {
  const page = await site.open(t, QUIET);
  await page.command('client1', 'create /q 12345', 'Created /q');
  await page.command('client1', 'setquota -b 3 /q', /^\[Warning\].*existing bytes:5$/u);
  await page.command(
    'client1',
    'listquota /q',
    'absolute path is /zookeeper/quota/q/zookeeper_limits',
    'Output quota for /q count=-1,bytes=3=;byteHardLimit=-1;countHardLimit=-1',
    'Output stat for /q count=1,bytes=5',
  );
  await page.command('client1', 'delquota /q');
  await page.command(
    'client1',
    'listquota /q',
    'absolute path is /zookeeper/quota/q/zookeeper_limits',
    'quota for /q does not exist.',
  );
  await page.command('client1', 'get -b /q', 'MTIzNDU=');
  page.assertNoComplaints();
});

test('a pasted session is checked line by line', async (t) => {
  const page = await site.open(t, QUIET);
  const input = await page.input('client1');
  await input.click();
  await input.evaluate((field) => {
    const text = `[zk: localhost:2181(CONNECTED) 0] create /x "abc"
Created /x
[zk: localhost:2181(CONNECTED) 1] get /x
"abc"
[zk: localhost:2181(CONNECTED) 2] ls/
[x, zookeeper]
`;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  const dialog = await page.find('dialog', 'Is this still true?');
  const said = () => dialog.evaluate((it) => it.innerText);
  await until(
    async () => /A space is missing behind the command/u.test(await said()),
    async () => `the typo to be told; the dialog says\n${await said()}`,
  );
  const button = await page.find('button', 'Type its commands into client1', dialog);
  await button.click();
  await page.says('client1', [/\] ls \/$/u, '[x, zookeeper]']);
  assert.equal(await page.look('dialog', 'Is this still true?'), null);
  page.assertNoComplaints();
});
