// The keys that work everywhere but in a text field: arrows walk events or the steps of a story, space plays, slash searches, escape closes.

export function listenForKeys({ player, store, closeCard, search, story }) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target;
    const typing = target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog");
    if (typing) return;
    const inMap = target.closest?.(".leaflet-container") && target.classList.contains("leaflet-container");
    const act = {
      ArrowRight: () => (story.isOpen() ? story : player).step(1), ArrowLeft: () => (story.isOpen() ? story : player).step(-1), "/": () => search.focus(),
      Escape: () => {
        player.stop();
        if (story.isOpen()) story.leave();
        else if (store.get().selected) closeCard();
      },
      " ": () => player.toggle(),
    }[event.key];
    // The map moves with the arrows when it has the focus itself; a focused button keeps its space bar.
    if (!act || (inMap && event.key.startsWith("Arrow"))) return;
    // A box is ticked with the space bar, and the arrows walk a group of radio buttons.
    if (target.matches?.("input") && event.key !== "Escape" && event.key !== "/") return;
    if (event.key === " " && target.closest?.("button, summary, a, [role=slider], [role=button]")) return;
    event.preventDefault();
    act();
  });
}
