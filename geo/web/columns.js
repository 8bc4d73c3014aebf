// What a column of a table can be besides a plain array: all answer at(row); the hot ones give their typed array as values.

export const NONE = -2147483648; // a day that is not known, or an end that is open

// One value for every row.
export class SameColumn {
  constructor(value, length) {
    this.value = value;
    this.length = length;
  }

  at() {
    return this.value;
  }
}

// The row's own number: a column that costs nothing.
export class RowsColumn {
  constructor(start, length) {
    this.start = start;
    this.length = length;
  }

  at(row) {
    return row + this.start;
  }
}

// Days since 1970-01-01 as an Int32Array; at() gives null for NONE.
export class DaysColumn {
  constructor(values) {
    this.values = values;
    this.length = values.length;
  }

  at(row) {
    const day = this.values[row];
    return day === NONE ? null : day;
  }
}

// Numbers as a Float64Array; at() gives null for NaN.
export class NumbersColumn {
  constructor(values) {
    this.values = values;
    this.length = values.length;
  }

  at(row) {
    const value = this.values[row];
    return Number.isNaN(value) ? null : value;
  }
}

// Numbers as whole multiples of 1 / per in an Int32Array; at() gives null for NONE.
export class StepsColumn {
  constructor(values, per) {
    this.values = values;
    this.per = per;
    this.length = values.length;
  }

  at(row) {
    const value = this.values[row];
    return value === NONE ? null : value / this.per;
  }
}

// Values that repeat: a code a row, and names, what each code stands for (any value, not only text).
export class CodesColumn {
  constructor(values, names) {
    this.values = values;
    this.names = names;
    this.length = values.length;
  }

  at(row) {
    return this.names[this.values[row]];
  }
}

export function daysColumn(list) {
  return new DaysColumn(Int32Array.from(list, (day) => day ?? NONE));
}

export function numbersColumn(list) {
  return new NumbersColumn(Float64Array.from(list, (value) => value ?? NaN));
}

// Equal values share a code, told apart by how they read as JSON.
export function codesColumn(list) {
  const codes = new Map();
  const names = [];
  const all = Array.from(list, (value) => {
    const key = JSON.stringify(value);
    if (!codes.has(key)) codes.set(key, names.push(value) - 1);
    return codes.get(key);
  });
  return new CodesColumn(codeArray(names.length).from(all), names);
}

// The narrowest array that holds so many codes.
export function codeArray(count) {
  return count <= 256 ? Uint8Array : count <= 65536 ? Uint16Array : Uint32Array;
}
