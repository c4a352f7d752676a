// The native program, for what is made without the page.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** `cargo xtask test` names the one that it has just built. */
const PROGRAM =
  process.env.ZKPLAY_PROGRAM ?? fileURLToPath(new URL('../../../target/debug/zkplay', import.meta.url));

/** What it prints, if all goes well. */
export async function zkplay(...words) {
  const { stdout } = await promisify(execFile)(PROGRAM, words, { maxBuffer: 64 << 20 });
  return stdout;
}
