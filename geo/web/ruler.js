// Measures how wide a label will be drawn, so that labels can keep clear of each other.

// -> a function from {text, className} to pixels; a text is measured once.
export function ruler() {
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  const known = new Map();
  return ({ text, className }) => {
    const key = `${className} ${text}`;
    if (!known.has(key)) {
      const heavy = className.includes("label-city") ? "650 13px" : className.includes("label-town") ? "550 12px" : "12px";
      pen.font = `${heavy} ${family}`;
      const spaced = className === "label-country" ? text.length * 4.6 : 0;
      known.set(key, pen.measureText(className === "label-country" ? text.toUpperCase() : text).width + spaced + 4);
    }
    return known.get(key);
  };
}
