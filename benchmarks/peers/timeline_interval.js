function (event) {
  return { start: event.properties.start, end: event.properties.end, startExclusive: false, endExclusive: true };
}
