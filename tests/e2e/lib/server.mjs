// Serves the built page as any static host would: files, their types, and nothing else.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the built page; `cargo xtask test` names the one it has just built. */
export const BUILT_PAGE =
  process.env.ZKPLAY_PAGE ?? fileURLToPath(new URL('../../../dist', import.meta.url));

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves a folder on a free port.
 *
 * `under` is the path below which the folder lies; `hold` picks requests by their path that
 * get no answer until `release` is called.
 */
export async function serve(folder, { under = '/', hold = () => false } = {}) {
  const held = [];
  let holding = true;

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const answer = () => send(folder, under, path, response);
    if (holding && hold(path)) {
      held.push(answer);
    } else {
      answer();
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${server.address().port}${under}`,
    release() {
      holding = false;
      held.splice(0).forEach((answer) => answer());
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function send(folder, under, path, response) {
  const inside = path.startsWith(under) ? path.slice(under.length) : null;
  const file = inside === null ? null : normalize(join(folder, inside || 'index.html'));
  const found = file?.startsWith(normalize(folder) + sep) && (await stat(file).catch(() => null));
  if (!found || !found.isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-store',
  });
  createReadStream(file).pipe(response);
}
