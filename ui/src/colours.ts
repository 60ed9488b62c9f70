// The colours of lines. A run keeps its slot wherever it is drawn. Pure.

export const SLOTS = 12;

export const LIGHT = ['#2564E0', '#CF7249', '#218373', '#792C5C', '#06512E', '#5123AD', '#B54150', '#2193CE', '#7C7617', '#661D04', '#BA5799', '#73510E'];
export const DARK = ['#4A64E7', '#E98F68', '#56A294', '#C13290', '#6EE0A3', '#C48AFD', '#D65F6B', '#AAD5FB', '#8A930C', '#996134', '#F1B6C9', '#F4D916'];
const DASHES: number[][] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

export interface Pen {
  slot: number;
  dash: number[];
}

/** A slot of its own for each run as long as there are some, then the next kind of dash. */
export function pens(runs: string[]): Map<string, Pen> {
  const taken = new Map<string, Pen>();
  const uses = new Array<number>(SLOTS).fill(0);
  for (const run of runs) {
    const wanted = hash(run) % SLOTS;
    const least = Math.min(...uses);
    let slot = wanted;
    while (uses[slot]! > least) slot = (slot + 1) % SLOTS;
    taken.set(run, { slot, dash: DASHES[uses[slot]! % DASHES.length]! });
    uses[slot]!++;
  }
  return taken;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
  return value;
}
