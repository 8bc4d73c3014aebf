function (row) {
  const marker = L.circleMarker(new L.LatLng(row[0], row[1]), { radius: 4, color: "#d33" });
  marker.bindPopup(() => row.slice(2).join(" | "));
  return marker;
}
