// Keeps what is drawn of a country inside its border.

import { byId, svg } from "./dom.js";

// Zone outlines are coarser than the border: they are shown only inside the country, whose outline is the better one.
export function clipToCountry(map, country) {
  const path = svg("path");
  byId("clips").append(svg("clipPath", { id: "country" }, path));
  const copy = () => path.setAttribute("d", country.getElement().getAttribute("d"));
  map.on("moveend zoomend viewreset", copy);
  copy();
}
