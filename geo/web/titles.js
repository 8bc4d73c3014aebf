// Titles of incidents as they come: at once in a small atlas, one after the other where they wait packed in blocks.

// Calls take(title, i) for the row at place i of those given; what is dropped again while others are unpacked has been read.
export async function withTitles(data, rows, take) {
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    if (!data.texts.isSmall) await data.texts.ready([row], [data.incidents.title]);
    take(data.incidents.title.at(row), i);
  }
}
