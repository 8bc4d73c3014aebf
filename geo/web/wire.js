// Decodes the columns of long tables as geo/wire.py writes them; docs/payload.md says what each kind holds.

import { codeArray, CodesColumn, DaysColumn, NONE, RowsColumn, SameColumn, StepsColumn } from "./columns.js";
import { NamesColumn, NumberedColumn } from "./ids.js";

// table: descriptions by name, with count; numbers: the inflated bytes they point into -> columns by name.
export function decodeTable(table, numbers, texts, others) {
  const { count, ...described } = table;
  const done = {};
  const column = (name) => (done[name] ??= decode(described[name]));

  function decode(one) {
    if (!one.kind) return one;
    switch (one.kind) {
      case "same": return new SameColumn(one.value, count);
      case "rows": return new RowsColumn(one.start, count);
      case "see": return others[one.table][one.column];
      case "days": return new DaysColumn(one.see ? column(one.see).values : days(one));
      case "steps": return new StepsColumn(missing(steps(one), one), one.per);
      case "codes": return new CodesColumn(one.see ? column(one.see).values : whole(numbers, one, count, codeArray(one.of.length)), one.of);
      case "numbered": return new NumberedColumn(one.prefix, one.digits, whole(numbers, one, count, Int32Array));
      case "names": return new NamesColumn(numbers.slice(one.from, one.from + one.size), whole(numbers, one, count, Uint32Array));
      case "texts": return texts.column(one.blocks[0], count);
      default: throw new Error(`column of kind ${one.kind}`);
    }
  }

  // Days near those of another column stand as what they differ by.
  function days(one) {
    const values = whole(numbers, one, count, Int32Array);
    if (one.after) {
      const near = column(one.after).values;
      for (let row = 0; row < count; row += 1) if (near[row] !== NONE) values[row] += near[row];
    }
    return missing(values, one);
  }

  // Numbers near a base, one for each code of another column, stand as what they differ by.
  function steps(one) {
    const values = whole(numbers, one, count, Int32Array);
    if (!one.near) return values;
    const base = whole(numbers, one.base, one.base.count, Int32Array);
    const codes = column(one.near).values;
    for (let row = 0; row < count; row += 1) values[row] += base[codes[row]];
    return values;
  }

  // The rows that have no value are marked by bits.
  function missing(values, one) {
    if (one.none === undefined) return values;
    for (let row = 0; row < count; row += 1) if (numbers[one.none + (row >> 3)] & (1 << (row & 7))) values[row] = NONE;
    return values;
  }

  for (const name of Object.keys(described)) column(name);
  return { ...done, count };
}

// Whole numbers from their byte planes, the lowest bytes of all rows first.
function whole(numbers, { at, bytes, signed, delta }, count, Made) {
  const values = new Made(count);
  for (let place = 0; place < bytes; place += 1) {
    const from = at + place * count;
    for (let row = 0; row < count; row += 1) values[row] |= numbers[from + row] << (8 * place);
  }
  if (signed) for (let row = 0; row < count; row += 1) values[row] = (values[row] >>> 1) ^ -(values[row] & 1);
  if (delta) for (let row = 1; row < count; row += 1) values[row] += values[row - 1];
  return values;
}
