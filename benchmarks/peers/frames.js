() => {
  window.frameTimes = [];
  let last = performance.now();
  function next(now) {
    window.frameTimes.push(now - last);
    last = now;
    requestAnimationFrame(next);
  }
  requestAnimationFrame(next);
}
