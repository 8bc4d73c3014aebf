// Columns of ids, which answer where an id stands besides what stands in a row.

// Ids that are a number behind one prefix.
export class NumberedColumn {
  constructor(prefix, digits, values) {
    this.prefix = prefix;
    this.digits = digits;
    this.values = values;
    this.length = values.length;
  }

  at(row) {
    return this.prefix + String(this.values[row]).padStart(this.digits, "0");
  }

  indexOf(id) {
    const row = id.startsWith(this.prefix) ? this.values.indexOf(Number(id.slice(this.prefix.length))) : -1;
    return row >= 0 && this.at(row) === id ? row : -1;
  }

  includes(id) {
    return this.indexOf(id) >= 0;
  }
}

// Ids of any kind, their bytes one behind the other.
export class NamesColumn {
  constructor(bytes, lengths) {
    this.bytes = bytes;
    this.ends = lengths;
    for (let row = 1; row < lengths.length; row += 1) lengths[row] += lengths[row - 1];
    this.length = lengths.length;
  }

  at(row) {
    return new TextDecoder().decode(this.bytes.subarray(row ? this.ends[row - 1] : 0, this.ends[row]));
  }

  indexOf(id) {
    const wanted = new TextEncoder().encode(id);
    let start = 0;
    for (let row = 0; row < this.length; row += 1) {
      if (this.ends[row] - start === wanted.length && wanted.every((byte, i) => byte === this.bytes[start + i])) return row;
      start = this.ends[row];
    }
    return -1;
  }

  includes(id) {
    return this.indexOf(id) >= 0;
  }
}
