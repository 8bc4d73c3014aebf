// Keeps what was drawn for one zoom in its place while the map moves: shifted with a pan, stretched with a zoom.

// content: an element drawn in pixels of the world at a zoom, its own corner at (x, y) of them. -> {settle}: call it with
// {x, y, zoom} after each drawing.
export function keepAfloat(map, content) {
  let drawn = null;
  content.classList.add("leaflet-zoom-animated");

  function put(zoom, origin) {
    if (!drawn) return;
    const scale = map.getZoomScale(zoom, drawn.zoom);
    const [x, y] = [drawn.x * scale - origin.x, drawn.y * scale - origin.y];
    content.style.transform = `translate3d(${x}px, ${y}px, 0) scale(${scale})`;
  }
  // Where the map is heading: the style sheet of Leaflet makes the way there a glide.
  map.on("zoomanim", ({ center, zoom }) => {
    const corner = map.containerPointToLayerPoint([0, 0]);
    const half = map.getSize().divideBy(2);
    put(zoom, map.project(center, zoom).subtract(half).subtract(corner).round());
  });
  map.on("zoom viewreset", () => put(map.getZoom(), map.getPixelOrigin()));
  return {
    settle(at) {
      drawn = at;
      put(map.getZoom(), map.getPixelOrigin());
    },
  };
}
