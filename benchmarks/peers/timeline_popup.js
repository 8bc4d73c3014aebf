function (event, layer) {
  const told = event.properties;
  layer.bindPopup(() => [told.title, told.kind, told.actor, told.when, told.summary, told.sources].join(" | "));
}
