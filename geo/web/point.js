// Names a bare position on the map, "lon,lat" to a ten-thousandth of a degree, reads such a name back, and says it in words.

import { t } from "./words.js";

export function pointId(lon, lat) {
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
  return [wrapped, Math.min(Math.max(lat, -90), 90)].map((degrees) => Number(degrees.toFixed(4)) + 0).join();
}

// -> [lon, lat] in degrees, or null for anything that is not such a name.
export function pointOf(id) {
  const found = /^(-?\d{1,3}(?:\.\d{1,4})?),(-?\d{1,2}(?:\.\d{1,4})?)$/.exec(id || "");
  if (!found) return null;
  const [lon, lat] = [Number(found[1]), Number(found[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

// "36.9000° N, 41.5000° E"
export function pointWords(id) {
  const [lon, lat] = pointOf(id);
  return t("point.title", {
    lat: Math.abs(lat).toFixed(4), north: t(lat < 0 ? "compass.short.s" : "compass.short.n"),
    lon: Math.abs(lon).toFixed(4), east: t(lon < 0 ? "compass.short.w" : "compass.short.e"),
  });
}
