// Texts that must stay as they are.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Compares a text with the file of this name in golden/. With UPDATE_EXPECT=1 the file is
 * rewritten instead: read the difference before you keep it.
 */
export async function assertGolden(name, text) {
  const file = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  if (process.env.UPDATE_EXPECT === '1') {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return;
  }
  const expected = await readFile(file, 'utf8').catch(() => {
    assert.fail(`golden/${name} is missing; UPDATE_EXPECT=1 writes it`);
  });
  assert.equal(text, expected);
}
