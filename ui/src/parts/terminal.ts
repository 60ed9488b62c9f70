// What programs write to their console, made into text. Pure.

export interface Said {
  at: string;
  stream: string;
  text: string;
}

/** Reads JSON lines; the first may be the rest of one that began earlier. */
export function read(lines: string, startsWithin: boolean): Said[] {
  return lines
    .split('\n')
    .slice(startsWithin ? 1 : 0)
    .flatMap((line) => {
      try {
        const said = JSON.parse(line) as Partial<Said>;
        return typeof said.text === 'string' ? [{ at: said.at ?? '', stream: said.stream ?? '', text: said.text }] : [];
      } catch {
        return [];
      }
    });
}

/** Without escape sequences; a carriage return begins its line anew, as on a screen. */
export function plain(text: string): string {
  const bare = text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g, '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '');
  return bare
    .replace(/\r+\n/g, '\n')
    .split('\n')
    .map((line) => line.slice(line.replace(/\r+$/, '').lastIndexOf('\r') + 1).replace(/\r+$/, ''))
    .join('\n');
}
