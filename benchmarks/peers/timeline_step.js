(time) => {
  // In a task of its own, as a click is, so that the browser counts it as script.
  setTimeout(() => {
    for (const name of Object.keys(window)) if (name.startsWith("timeline_slider_")) window[name].setTime(time);
  });
}
