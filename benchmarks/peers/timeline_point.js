function (event, where) {
  return L.circleMarker(where, { radius: 4, color: "#d33", weight: 1, fillOpacity: 0.7 });
}
