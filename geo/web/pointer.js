// Answers the pointer where what is drawn has no elements of its own: says what is under it, and opens what is pressed.

// spotAt(event), cellAt(event): what is there, or null. -> which press was answered last: it is no question about the ground.
export function answerPointer(map, { spotAt, cellAt, pressCell, open, showList, showTip }) {
  let hovered = null;
  let answered = null;
  function hover(spot) {
    if (spot === hovered) return;
    hovered = spot;
    map.getContainer().classList.toggle("is-on-spot", spot !== null);
    showTip(spot?.rows);
  }
  map.on("click", (event) => {
    const [spot, cell] = [spotAt(event), cellAt(event)];
    if (spot || cell) answered = event.originalEvent;
    if (cell) pressCell(cell);
    else if (spot?.rows.length > 1) showList(spot.rows);
    else if (spot) open(spot.rows[0]);
  });
  map.on("mousemove", (event) => hover(spotAt(event)));
  map.on("mouseout movestart zoomstart", () => hover(null));
  return () => answered;
}
