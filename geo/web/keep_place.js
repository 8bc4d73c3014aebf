// Keeps a reader's place in a panel that is drawn anew: how far it was scrolled, what was folded open, where the focus was.

// Call before drawing, and what comes back after; another record (another key) starts at the top.
export function keepPlace(host, key) {
  const same = host.dataset.shows === key;
  host.dataset.shows = key;
  const top = same ? host.scrollTop : 0;
  const named = (element) => element.dataset.keep;
  const folds = same ? new Map([...host.querySelectorAll("details[data-keep]")].map((one) => [named(one), one.open])) : new Map();
  const focused = host.contains(document.activeElement) ? named(document.activeElement) : null;
  return () => {
    for (const one of host.querySelectorAll("details[data-keep]")) if (folds.has(named(one))) one.open = folds.get(named(one));
    if (focused) host.querySelector(`[data-keep="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    host.scrollTop = top;
  };
}
