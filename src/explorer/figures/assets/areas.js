/* The areas: coloured, outlined, labelled, and open to mouse, finger, keyboard and screen reader. */
"use strict";

Object.assign(
  window.explorerMap,
  (() => {
    const SVG = "http://www.w3.org/2000/svg";
    const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const RADIUS = 7;
    const SITE = 4;
    const patterns = svg("svg", { class: "explorer-patterns", "aria-hidden": "true" });
    const stipple = svg(
      "pattern",
      { id: "explorer-trees", patternUnits: "userSpaceOnUse", width: 5, height: 5 },
      [svg("circle", { class: "explorer-tree", cx: 1, cy: 1, r: 0.7 })],
    );
    const drawn = { set: "", layers: new Map(), group: null, beneath: null, marks: [], sites: [], over: null, near: "" };
    let map = null;
    let view = null;
    let tip = null;
    let labels = null;
    let pointed = { code: "", rings: [] };

    /* Draw a view. The layer returned is empty: streamlit-folium adds and removes it at every
       change, while the areas themselves stay, and with them focus and zoom. */
    function show(target, next) {
      const first = !map;
      if (first) begin(target);
      view = next;
      explorerFrame.describe(view.title, view.alternative);
      map.getContainer().setAttribute("aria-label", view.title);
      const sets = [view.set, view.beneath, view.over];
      Promise.all(sets.map((set) => set && explorerMap.geometry(set))).then((shapes) => {
        if (view !== next) return;
        paint(...shapes);
        if (first) explorerFrame.ready();
      });
      return L.layerGroup();
    }

    function begin(target) {
      map = target;
      const box = map.getContainer();
      box.setAttribute("role", "group");
      box.setAttribute("aria-describedby", "explorer-alternative");
      document.body.append(patterns);
      labels = L.layerGroup().addTo(map);
      tip = L.tooltip({ className: "explorer-tip", direction: "auto", offset: [14, 0], opacity: 1 });
      map.on("zoomend resize", writeLabels);
      explorerFrame.typeface().then(writeLabels);
      map.on("zoomend", spreadPoints);
      document.addEventListener("keydown", (event) => event.key === "Escape" && leave());
    }

    function paint(shapes, beneath, over) {
      if (drawn.set !== view.set) replaceAreas(shapes, beneath);
      patterns.replaceChildren(stipple, ...view.classes.map(pattern).filter(Boolean));
      for (const [code, layer] of drawn.layers) colour(code, layer);
      dash(over);
      outlineHighlighted();
      placeSites();
      approach();
      writeLabels();
      if (pointed.code) point(pointed.code, { focused: pointed.rings.length > 1 });
    }

    function replaceAreas(shapes, beneath) {
      leave();
      drawn.group?.remove();
      drawn.beneath?.remove();
      drawn.layers = new Map();
      drawn.set = view.set;
      drawn.beneath = beneath && quiet(beneath);
      drawn.group = L.layerGroup();
      L.geoJSON(shapes, {
        pane: "areas",
        pointToLayer: (_, latlng) => L.circleMarker(latlng, { pane: "outlines", radius: RADIUS }),
      }).eachLayer((layer) => {
        const { code } = layer.feature.properties;
        if (!(code in view.areas)) return;
        layer.options.className = "explorer-area";
        layer.options.fillOpacity = 1;
        layer.on({
          add: () => open(layer, code),
          click: () => choose(code),
          mouseover: ({ latlng }) => point(code, { at: latlng }),
          mousemove: ({ latlng }) => tip.setLatLng(latlng),
          mouseout: leave,
        });
        drawn.layers.set(code, layer);
        drawn.group.addLayer(layer);
      });
      const missing = Object.keys(view.areas).filter((code) => !drawn.layers.has(code));
      if (missing.length) throw new Error(`${view.set} has no shape for ${missing.join(", ")}`);
      spreadPoints();
      drawn.group.addTo(map);
      const { borough_edges: edges } = beneath ?? shapes;
      explorerMap.borders(map, edges ?? explorerGeometry.context.boroughs);
    }

    function quiet(shapes) {
      const style = { className: "explorer-quiet" };
      return L.geoJSON(shapes, { pane: "areas", interactive: false, style }).addTo(map);
    }

    /* Other areas' borders, dashed over these: light beneath, so that they are seen on any class. */
    function dash(shapes) {
      drawn.over?.remove();
      if (!shapes) return;
      const lines = borders(shapes);
      const draw = (className) =>
        L.polyline(lines, { className, fill: false, interactive: false, pane: "borders" });
      drawn.over = L.layerGroup(["explorer-dash-casing", "explorer-dash"].map(draw)).addTo(map);
    }

    /* Each border once: drawn for both its areas, the gaps of its dashes would be filled. */
    function borders({ features }) {
      const seen = new Set();
      const lines = [];
      const rings = features.flatMap(({ geometry: { type, coordinates } }) =>
        type === "Polygon" ? coordinates : coordinates.flat(),
      );
      for (const ring of rings) {
        let line = null;
        ring.slice(1).forEach(([x, y], index) => {
          const [fromX, fromY] = ring[index];
          const key = [`${x} ${y}`, `${fromX} ${fromY}`].sort().join();
          if (seen.has(key)) {
            line = null;
            return;
          }
          seen.add(key);
          if (!line) lines.push((line = [[fromY, fromX]]));
          line.push([y, x]);
        });
      }
      return lines;
    }

    /* Come close to the areas that the view is about, each time that they are others. */
    function approach() {
      const near = (view.near ?? []).filter((code) => drawn.layers.has(code));
      if (near.join() === drawn.near) return;
      drawn.near = near.join();
      if (!near.length) return;
      const bounds = L.featureGroup(near.map((code) => drawn.layers.get(code))).getBounds();
      map.fitBounds(bounds.pad(0.35), { animate: false });
    }

    /* An area is a button: reached by Tab or arrow, pressed by Enter or Space. */
    function open(layer, code) {
      const path = layer.getElement();
      path.dataset.code = code;
      path.dataset.shape = layer.getLatLngs ? "area" : "point";
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.addEventListener("focus", () => path.matches(":focus-visible") && reveal(code));
      path.addEventListener("blur", leave);
      path.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") choose(code);
        else if (event.key in ARROWS) neighbour(code, ARROWS[event.key])?.getElement().focus();
        else return;
        event.preventDefault();
        event.stopPropagation();
      });
    }

    /* What an area's tooltip says. Words that most areas share come once, for a mark. */
    function words(code) {
      return view.areas[code][1].replace(view.mark, () => view.phrase);
    }

    function colour(code, layer) {
      const [index] = view.areas[code];
      const [fill, swatch] = view.classes[index];
      const hatched = swatch === "hatch" || swatch === "point-hollow";
      const path = layer.getElement();
      layer.setStyle({
        fillColor: hatched ? `url(#explorer-class-${index})` : fill,
        fillOpacity: swatch === "outline" ? 0.001 : 1,
      });
      path.dataset.swatch = swatch;
      path.setAttribute("aria-label", `${layer.feature.properties.name}: ${words(code)}`);
      path.setAttribute("aria-pressed", view.highlighted.includes(code));
    }

    /* Fills that are not one colour: stripes for a hatched class, a cross for a hollow point. */
    function pattern([fill, swatch, ink], index) {
      const id = `explorer-class-${index}`;
      if (swatch === "hatch") {
        const tile = { id, patternUnits: "userSpaceOnUse", width: 6, height: 6 };
        return svg("pattern", { ...tile, patternTransform: "rotate(45)" }, [
          svg("rect", { width: 6, height: 6, fill }),
          svg("path", { d: "M1 0V6", stroke: ink, "stroke-opacity": 0.65, "stroke-width": 1.5 }),
        ]);
      }
      if (swatch === "point-hollow") {
        const tile = { id, patternContentUnits: "objectBoundingBox", width: 1, height: 1 };
        return svg("pattern", tile, [
          svg("rect", { width: 1, height: 1, fill }),
          svg("path", { d: "M.2 .2L.8 .8M.8 .2L.2 .8", stroke: ink, "stroke-width": 0.1 }),
        ]);
      }
      return null;
    }

    function svg(name, attributes, children = []) {
      const element = document.createElementNS(SVG, name);
      Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
      element.append(...children);
      return element;
    }

    /* The page hears of a choice at once; streamlit-folium's own way waits a quarter second. */
    function choose(code) {
      const chosen = { type: "Feature", geometry: null, properties: { code, at: Date.now() } };
      Streamlit.setComponentValue({ last_active_drawing: chosen });
    }

    function point(code, { at = tip.getLatLng(), focused = false } = {}) {
      const layer = drawn.layers.get(code);
      leave();
      const body = L.DomUtil.create("div");
      L.DomUtil.create("strong", "", body).textContent = layer.feature.properties.name;
      L.DomUtil.create("span", "", body).textContent = words(code);
      const rings = focused ? ["explorer-casing", "explorer-focus"] : ["explorer-ring"];
      pointed = { code, rings: rings.map((className) => ring(layer, className).addTo(map)) };
      tip.setLatLng(at).setContent(body).openOn(map);
    }

    function leave() {
      pointed.rings.forEach((one) => one.remove());
      pointed = { code: "", rings: [] };
      tip.remove();
    }

    function reveal(code) {
      const layer = drawn.layers.get(code);
      map.panInside(middle(layer), { padding: [60, 60], animate: false });
      point(code, { at: middle(layer), focused: true });
    }

    /* The nearest area on the screen within 45 degrees of an arrow's direction. */
    function neighbour(code, [across, down]) {
      const from = map.latLngToLayerPoint(middle(drawn.layers.get(code)));
      let nearest = null;
      let least = Infinity;
      for (const layer of drawn.layers.values()) {
        const step = map.latLngToLayerPoint(middle(layer)).subtract(from);
        const along = step.x * across + step.y * down;
        const aside = Math.abs(step.x * down) + Math.abs(step.y * across);
        if (along > 0 && along >= aside && along + aside < least) {
          nearest = layer;
          least = along + aside;
        }
      }
      return nearest;
    }

    function outlineHighlighted() {
      drawn.marks.forEach((mark) => mark.remove());
      drawn.marks = ["explorer-casing", "explorer-highlight"].flatMap((className) =>
        view.highlighted
          .filter((code) => drawn.layers.has(code))
          .map((code) => ring(drawn.layers.get(code), className, view.accent).addTo(map)),
      );
    }

    /* Dots over the areas. The page lists them too, so none of them is a stop for the keyboard. */
    function placeSites() {
      const codes = Object.keys(view.areas);
      drawn.sites.forEach((site) => site.remove());
      drawn.sites = (view.sites ?? []).map(([lat, lng, name, area]) =>
        L.circleMarker([lat, lng], { className: "explorer-site", pane: "outlines", radius: SITE })
          .on({ mouseover: () => nameSite([lat, lng], name), mouseout: leave, click: () => choose(codes[area]) })
          .addTo(map),
      );
    }

    function nameSite(at, name) {
      const body = L.DomUtil.create("div");
      L.DomUtil.create("strong", "", body).textContent = name;
      leave();
      tip.setLatLng(at).setContent(body).openOn(map);
    }

    function ring(layer, className, color) {
      const style = { className, color, fill: false, interactive: false, pane: "outlines" };
      return layer.getLatLngs
        ? L.polygon(layer.getLatLngs(), style)
        : L.circleMarker(layer.getLatLng(), { ...style, radius: RADIUS + 3 });
    }

    function middle(layer) {
      const { x, y } = layer.feature.properties;
      return layer.getLatLngs ? L.latLng(y, x) : layer.getLatLng();
    }

    /* Points that share a building stand in a small circle round it. */
    function spreadPoints() {
      const together = new Map();
      for (const layer of drawn.layers.values()) {
        if (layer.getLatLngs) return;
        const [x, y] = layer.feature.geometry.coordinates;
        const key = `${x.toFixed(4)} ${y.toFixed(4)}`;
        together.set(key, [...(together.get(key) ?? []), layer]);
      }
      for (const layers of together.values()) {
        layers.forEach((layer, index) => {
          const [x, y] = layer.feature.geometry.coordinates;
          const turn = (2 * Math.PI * index) / layers.length;
          const reach = layers.length > 1 ? RADIUS / Math.sin(Math.PI / layers.length) : 0;
          const home = map.project([y, x]);
          const place = home.add([reach * Math.cos(turn), reach * Math.sin(turn)]);
          layer.setLatLng(map.unproject(place));
        });
      }
    }

    function writeLabels() {
      if (!view || drawn.set !== view.set) return;
      labels.clearLayers();
      for (const label of explorerLabels.choose(map, drawn.layers, view)) {
        const icon = L.divIcon({ className: "", html: label.element, iconSize: [0, 0] });
        L.marker(label.at, { icon, interactive: false, keyboard: false, pane: "labels" }).addTo(labels);
      }
    }

    return { show };
  })(),
);
