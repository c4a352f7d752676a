// Waiting for something to become true, never for time to pass.

import assert from 'node:assert/strict';

const PATIENCE_MS = 15_000;
const PAUSE_MS = 20;

/**
 * Asks again and again until the answer is truthy, and returns it. When patience ends it fails
 * with `what`, which may be a function that tells how things stand then.
 */
export async function until(ask, what, patience = PATIENCE_MS) {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (performance.now() > end) {
      const told = typeof what === 'function' ? await what() : what;
      assert.fail(`waited ${patience / 1000} s in vain: ${told}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
