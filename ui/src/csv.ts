// Tables as CSV files, written and read. Pure.

/** One field; a text that a spreadsheet would take for a formula is made plain text by an apostrophe. */
export function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export function line(values: Array<string | number>): string {
  return `${values.map(field).join(',')}\r\n`;
}

/** The first rows of a CSV or TSV text. */
export function parse(text: string, separator: string, rowsMax: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  const endRow = () => {
    row.push(value);
    rows.push(row);
    row = [];
    value = '';
  };
  for (let i = 0; i < text.length && rows.length < rowsMax; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') value += c;
      else if (text[i + 1] === '"') {
        value += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && value === '') quoted = true;
    else if (c === separator) {
      row.push(value);
      value = '';
    } else if (c === '\n') endRow();
    else if (c !== '\r') value += c;
  }
  if (rows.length < rowsMax && (value !== '' || row.length > 0)) endRow();
  return rows;
}
