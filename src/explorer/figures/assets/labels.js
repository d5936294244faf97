/* Which names fit on the map: a highlighted pair always, others where they stand inside their area. */
"use strict";

window.explorerLabels = (() => {
  const SIZE = 11;
  const LARGE = 13;
  const LINE = 1.15;
  // Letters seldom fill the corners of their box.
  const SLACK = 5;
  const MARKER = 12;
  const SHARE = 0.35;
  // More than a pair would be written over one another; their outlines tell them apart.
  const ALWAYS_NAMED = 2;
  const pen = document.createElement("canvas").getContext("2d");
  let scale = 1;

  /* Labels as {at, element, lift}, for Leaflet to place. Names other than those highlighted are
     written only where a good share of them has room: a few names among many would seem chosen. */
  function choose(map, layers, view) {
    const style = getComputedStyle(map.getContainer());
    const family = style.fontFamily;
    // A page for a room has its letters written larger; see map.css.
    scale = Number(style.getPropertyValue("--letters")) || 1;
    const seen = map.getBounds();
    const [first, others] = [[], []];
    const taken = [];
    let inView = 0;
    const write = (layer, code, strong) => {
      pen.font = strong ? `700 ${LARGE * scale}px ${family}` : `500 ${SIZE * scale}px ${family}`;
      const found = fit(map, layer, strong, taken);
      if (!found) return;
      taken.push(found.box);
      const ink = found.lift ? "" : view.classes[view.areas[code][0]][2];
      (strong ? first : others).push({ at: place(layer), ...found, element: draw(found, ink, strong) });
    };
    const named = view.highlighted.length <= ALWAYS_NAMED ? view.highlighted : [];
    for (const code of named) {
      if (layers.has(code)) write(layers.get(code), code, true);
    }
    for (const [code, layer] of layers) {
      if (!layer.getLatLngs || !seen.contains(place(layer))) continue;
      inView += 1;
      if (!named.includes(code)) write(layer, code, false);
    }
    return others.length >= SHARE * inView ? [...first, ...others] : first;
  }

  /* The first folding that stands inside its area; one highlighted may stand above it instead. */
  function fit(map, layer, strong, taken) {
    const centre = map.latLngToLayerPoint(place(layer));
    const rings = outlines(map, layer);
    const size = scale * (strong ? LARGE : SIZE);
    const options = foldings(layer.feature.properties.name).map((lines) => ({
      lines,
      box: frame(centre, lines, size),
      lift: 0,
    }));
    const isFree = ({ box }) => inside(box, rings) && !taken.some((other) => overlap(box, other));
    const within = options.find(isFree);
    if (within || !strong) return within;
    const top = Math.min(...rings.flat().map((point) => point.y), centre.y - MARKER);
    const bottom = Math.max(...rings.flat().map((point) => point.y), centre.y);
    const folded = options[Math.min(1, options.length - 1)];
    const height = folded.box.bottom - folded.box.top;
    if (bottom - top > 2.5 * height) return options.at(-1);
    const lift = centre.y - top + height / 2 + 4;
    return { ...folded, lift, box: frame(centre.subtract([0, lift]), folded.lines, size) };
  }

  function place(layer) {
    const { x, y } = layer.feature.properties;
    return layer.getLatLngs ? [y, x] : layer.getLatLng();
  }

  function outlines(map, layer) {
    if (!layer.getLatLngs) return [];
    const flat = (parts) => (Array.isArray(parts[0]) ? parts.flatMap(flat) : [parts]);
    return flat(layer.getLatLngs()).map((ring) => ring.map((at) => map.latLngToLayerPoint(at)));
  }

  /* A name on one line, then folded in two and three of most even length. */
  function foldings(name) {
    const words = name.split(" ");
    const found = [[name]];
    for (let count = 2; count <= Math.min(3, words.length); count += 1) {
      found.push(fold(words, count));
    }
    return found;
  }

  function fold(words, count) {
    if (count === 1) return [words.join(" ")];
    let best = null;
    for (let cut = 1; cut <= words.length - count + 1; cut += 1) {
      const lines = [words.slice(0, cut).join(" "), ...fold(words.slice(cut), count - 1)];
      if (!best || longest(lines) < longest(best)) best = lines;
    }
    return best;
  }

  function longest(lines) {
    return Math.max(...lines.map((line) => line.length));
  }

  function frame(centre, lines, size) {
    const width = Math.max(...lines.map((line) => pen.measureText(line).width)) - SLACK;
    const height = lines.length * size * LINE - SLACK;
    return {
      left: centre.x - width / 2,
      right: centre.x + width / 2,
      top: centre.y - height / 2,
      bottom: centre.y + height / 2,
    };
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function inside({ left, right, top, bottom }, rings) {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const points = [
      [left, top],
      [x, top],
      [right, top],
      [left, y],
      [right, y],
      [left, bottom],
      [x, bottom],
      [right, bottom],
    ];
    return points.every((point) => holds(rings, point));
  }

  /* Ray casting, even-odd, so that holes and separate parts count as they should. */
  function holds(rings, [x, y]) {
    let within = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [a, b] = [ring[i], ring[j]];
        if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) {
          within = !within;
        }
      }
    }
    return within;
  }

  function draw({ lines, lift }, ink, strong) {
    const element = document.createElement("div");
    element.className = strong ? "explorer-label explorer-strong" : "explorer-label";
    element.classList.toggle("explorer-light", ink === "#FFFFFF");
    element.style.top = `${-lift}px`;
    for (const line of lines) {
      element.append(line, document.createElement("br"));
    }
    return element;
  }

  return { choose };
})();
