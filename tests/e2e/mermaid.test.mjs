// Exported sequence diagrams, read and drawn by Mermaid itself.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch } from './lib/browser.mjs';
import { zkplay } from './lib/program.mjs';

const SCENARIOS = fileURLToPath(new URL('../../scenarios', import.meta.url));
// The small build, of which nothing that sequence diagrams need is left out.
const MERMAID = fileURLToPath(new URL('node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js', import.meta.url));

const FAULTS = `servers 3
seed 7
session a 6s @s1
session b 6s @s2
program master1 master
a> create -e /x one
b> get -w /x
crash s3
leader
cut a silent
pause s2 3s
wait 9s
heal a
restart s3
lose-reply b
b> create /y
hold b s2
b> create /z
break b s2
wait 9s
delay a s1 2s
expire b
kill a
move b s1
wait 20s
`;

/** What means something in a diagram, and stands here as data. */
const DATA = [
  ...';#%&"\'`<>{}[]()|\\~^*+-=:,.?!@$_é中ﬂß°¶😀',
  'a;b',
  '%% no comment',
  '%%{init: {}}%%',
  '#59;',
  '#quot;x',
  '&amp;',
  'x ---',
  '$$x$$',
  '<b>bold</b>',
  '<br>',
  'wrap: x',
  'title: x',
  'style a:b#c;',
  'classDef a:b#c;',
  'a-->>b: c',
  'ﬂ°°35¶ß',
  'מילה',
];
/** They are syntax where they stand alone on a line, as the name of a participant, or as a label. */
const WORDS = [
  ...['end', 'loop', 'alt', 'else', 'opt', 'par', 'and', 'critical', 'option', 'break', 'rect', 'box'],
  ...['note', 'over', 'participant', 'actor', 'as', 'create', 'destroy', 'activate', 'autonumber'],
];
/** So many processes are put on a stage at a time. */
const ON_STAGE = 11;

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'zkplay-'));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The diagram of a script. */
async function diagramOf(script) {
  const file = join(folder, 'script.zks');
  await writeFile(file, script);
  return zkplay('replay', file, '--export', 'mermaid');
}

/** What stands in the picture that Mermaid draws of a diagram, in its order. */
async function drawn(diagram) {
  const tab = await browser.newPage();
  try {
    await tab.addScriptTag({ path: MERMAID });
    return await tab.evaluate(async (text) => {
      const { mermaid, document } = globalThis;
      mermaid.initialize({ startOnLoad: false });
      const { diagramType } = await mermaid.parse(text);
      const { svg } = await mermaid.render('drawn', text);
      const place = document.createElement('div');
      place.innerHTML = svg;
      const texts = (name) => [...place.querySelectorAll(name)].map((it) => it.textContent);
      return {
        kind: diagramType,
        labels: texts('.messageText'),
        notes: texts('.noteText'),
        names: [...new Set(texts('text.actor'))],
      };
    }, diagram);
  } finally {
    await tab.close();
  }
}

/** How many lines of the diagram are messages. */
function messagesIn(diagram) {
  return diagram.split('\n').filter((it) => /^ {4}\w+-[-x>)]+\w+: /u.test(it)).length;
}

test('Mermaid refuses what is no diagram', async () => {
  await assert.rejects(drawn('sequenceDiagram\n    a->>b: one;two\n'), /Parse error/u);
});

test('Mermaid draws every scenario', async () => {
  const files = (await readdir(SCENARIOS)).filter((it) => it.endsWith('.zks'));
  assert.ok(files.length >= 3);
  for (const file of files) {
    const diagram = await zkplay('replay', join(SCENARIOS, file), '--export', 'mermaid');
    const { kind, labels, names } = await drawn(diagram);
    assert.equal(kind, 'sequence', file);
    assert.equal(labels.length, messagesIn(diagram), file);
    assert.ok(names.includes('s1') && names.length >= 4, `${file}: ${names}`);
  }
});

test('Mermaid draws a run with faults on three servers', async () => {
  const diagram = await diagramOf(FAULTS);
  const { labels, notes } = await drawn(diagram);
  assert.equal(labels.length, messagesIn(diagram));
  for (const note of ['crash s3', 'cut a silent', 'stands still', 'reply lost', 'expire b', 'killed']) {
    assert.ok(notes.includes(note), `${note}: ${notes}`);
  }
  assert.ok(notes.some((it) => /^session of . expires$/u.test(it)), `${notes}`);
});

test('Mermaid draws a run in which nothing has happened', async () => {
  const { kind, names } = await drawn(await diagramOf('seed 1\n'));
  assert.deepEqual([kind, names], ['sequence', ['s1']]);
});

test('Mermaid draws data of every kind as they are', async () => {
  const all = [...DATA, ...WORDS];
  const lines = all.map((it, n) => `a> create /n${n} '${it}'\na> get /n${n}\n`);
  // What has a quote in it stands in the other kind.
  const script = `session a 6s\n${lines.join('')}`.replaceAll("'''", `"'"`);
  const { labels } = await drawn(await diagramOf(script));
  const missing = all.filter((it) => !labels.includes(it));
  assert.deepEqual(missing, []);
});

test('Mermaid draws line ends and control characters, and what is long', async () => {
  const odd = ['{U+000A}end{U+000A}', '{U+0085}', '{U+2028}{U+2029}', '{U+FEFF}{U+202E}', 'x'.repeat(5000)];
  const lines = odd.map((it, n) => `a> create /n${n} "${it}"\na> get /n${n}\n`);
  const diagram = await diagramOf(`session a 6s\n${lines.join('')}`);
  const { labels } = await drawn(diagram);
  assert.equal(labels.length, messagesIn(diagram));
  assert.equal(labels.filter((it) => it.startsWith('/n')).length, odd.length);
});

test('Mermaid draws processes of any name', async () => {
  for (let first = 0; first < WORDS.length; first += ON_STAGE) {
    const words = WORDS.slice(first, first + ON_STAGE);
    const { names } = await drawn(await diagramOf(words.map((it) => `session ${it}\n`).join('')));
    assert.deepEqual(names.sort(), [...words, 's1'].sort());
  }
});

test('Mermaid draws as much of a long run as it takes', async () => {
  const lines = Array.from({ length: 600 }, (_, n) => `a> create /${'%'.repeat(n % 40)}${n}\n`);
  const diagram = await diagramOf(`session a 6s\n${lines.join('')}`);
  const { labels, notes } = await drawn(diagram);
  assert.equal(labels.length, messagesIn(diagram));
  assert.match(notes.at(-1), /^\d+ more messages are left out$/u);
});
