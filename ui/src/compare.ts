// Rows of a comparison. Pure.
import { naturally } from './format';

export interface Row {
  key: string;
  values: Array<string | undefined>;
  /** A value that is missing in one of them differs too. */
  differs: boolean;
}

export function rows<T>(of: T[], keyed: (one: T) => Record<string, string>): Row[] {
  const each = of.map(keyed);
  const keys = [...new Set(each.flatMap((one) => Object.keys(one)))].sort(naturally);
  return keys.map((key) => {
    const values = each.map((one) => (Object.hasOwn(one, key) ? one[key] : undefined));
    return { key, values, differs: new Set(values).size > 1 };
  });
}
