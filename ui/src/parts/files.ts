// Files as a tree, and how each is shown. Pure.
import type { Artifact } from '../api-types';

export interface Folder {
  name: string;
  path: string;
  folders: Map<string, Folder>;
  files: Artifact[];
  /** How many files lie in it and below. */
  count: number;
}

export function tree(files: Artifact[]): Folder {
  const root: Folder = { name: '', path: '', folders: new Map(), files: [], count: 0 };
  for (const file of files) {
    let at = root;
    at.count++;
    for (const name of file.path.split('/').slice(0, -1)) {
      let next = at.folders.get(name);
      if (!next) {
        next = { name, path: at.path ? `${at.path}/${name}` : name, folders: new Map(), files: [], count: 0 };
        at.folders.set(name, next);
      }
      at = next;
      at.count++;
    }
    at.files.push(file);
  }
  return root;
}

export type Content = 'image' | 'csv' | 'tsv' | 'text' | 'none';

const IMAGES = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'svg']);
const TEXTS = new Set(
  ('txt log err out cfg conf ini properties toml yaml yml xml html htm json jsonl ndjson ipynb js mjs ts css py r sh sql java c h cpp go rs md rst tex' +
    ' diff patch mlmodel mlproject license readme dockerfile makefile gitignore').split(' '),
);

/** By the name alone; HTML is text here, to be read and never rendered. */
export function contentOf(path: string): Content {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const extension = name.slice(name.lastIndexOf('.') + 1);
  if (IMAGES.has(extension)) return 'image';
  if (extension === 'csv' || extension === 'tsv') return extension;
  return TEXTS.has(extension) ? 'text' : 'none';
}
