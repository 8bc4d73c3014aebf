([from, to]) => {
  location.hash = `from=${from}&to=${to}`;
}
