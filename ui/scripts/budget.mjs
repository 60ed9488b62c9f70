// Fails when the page's first load or its libraries weigh more than they may.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FIRST_LOAD_BYTES_MAX = 120_000;
const RUNTIME_PACKAGES_MAX = 12;

const dist = new URL('../target/dist/', import.meta.url);
// One bundle: all of it is the first load.
const files = ['index.html', 'theme.js', ...readdirSync(new URL('assets/', dist)).map((name) => `assets/${name}`)];
const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, dist))).length, 0);

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const runtime = Object.entries(lock.packages).filter(([path, entry]) => path && !entry.dev && !entry.optional && !entry.devOptional);

console.log(`First load ${bytes} of ${FIRST_LOAD_BYTES_MAX} bytes (gzip), ${runtime.length} of ${RUNTIME_PACKAGES_MAX} runtime packages.`);
if (bytes > FIRST_LOAD_BYTES_MAX || runtime.length > RUNTIME_PACKAGES_MAX) {
  console.error('The page is over its budget.');
  process.exit(1);
}
