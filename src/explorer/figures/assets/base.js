/* The base map: river, parks and boroughs from this server, and the ways to move about. */
"use strict";

window.explorerMap = (() => {
  // Stacking order; Leaflet's own panes lie between 200 (tiles) and 700 (popups).
  const PANES = { ground: 300, areas: 400, parks: 410, borders: 420, outlines: 430, labels: 620 };
  const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
  const loading = new Map();
  let geometryFolder = "";
  let drawnEdges = [];

  /* Called by the script that folium writes; returns the Leaflet map. */
  function create(id, settings) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(id, {
      attributionControl: false,
      doubleClickZoom: false,
      fadeAnimation: !still,
      inertia: !still,
      markerZoomAnimation: !still,
      maxBoundsViscosity: 1,
      maxZoom: 17,
      trackResize: false,
      zoomAnimation: !still,
      zoomControl: false,
      zoomSnap: 0.25,
    });
    // Leaflet focuses the map at a press. That must not scroll a map that is partly out of sight:
    // the press would be let go over another place, and choose nothing.
    const box = map.getContainer();
    box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true });
    geometryFolder = settings.geometry;
    for (const [name, order] of Object.entries(PANES)) {
      map.createPane(name).style.zIndex = order;
    }
    map.getPane("labels").setAttribute("aria-hidden", "true");
    keepInView(map, L.latLngBounds(explorerGeometry.context.bounds));
    ground(map, explorerGeometry.context);
    borders(map, explorerGeometry.context.boroughs);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    moveGently(map);
    settings.preload.forEach((set) => geometry(set));
    return map;
  }

  /* Fit the whole place until the reader moves the map, then leave it where they put it. */
  function keepInView(map, bounds) {
    let moved = false;
    let fitting = false;
    const fit = () => {
      fitting = true;
      map.invalidateSize({ animate: false });
      map.setMinZoom(0);
      map.options.zoomSnap = 0;
      map.fitBounds(bounds, { animate: false, padding: [10, 10] });
      map.options.zoomSnap = 0.25;
      map.setMinZoom(map.getZoom() - 0.5);
      fitting = false;
      moved = false;
    };
    fit();
    map.setMaxBounds(bounds.pad(0.35));
    map.on("zoomstart dragstart", () => (moved = moved || !fitting));
    new ResizeObserver(() => (moved ? map.invalidateSize() : fit())).observe(map.getContainer());
    map.addControl(buttons(map, fit));
  }

  function buttons(map, fit) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "explorer-buttons");
      const add = (sign, name, act) => {
        const button = L.DomUtil.create("button", "", bar);
        button.type = "button";
        button.textContent = sign;
        button.title = name;
        button.setAttribute("aria-label", name);
        button.addEventListener("click", act);
        return button;
      };
      const closer = add("+", "Zoom in", () => map.zoomIn(1));
      const wider = add("\u2212", "Zoom out", () => map.zoomOut(1));
      add("\u2922", "Show the whole area", fit);
      map.on("zoomend", () => {
        closer.setAttribute("aria-disabled", map.getZoom() >= map.getMaxZoom());
        wider.setAttribute("aria-disabled", map.getZoom() <= map.getMinZoom());
      });
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    return control;
  }

  function ground(map, context) {
    draw(map, context.neighbours, "ground", "explorer-neighbour");
    draw(map, context.parks, "ground", "explorer-park");
    draw(map, context.thames, "ground", "explorer-water");
    draw(map, context.parks, "parks", "explorer-trees");
  }

  /* Edges of the boroughs as the areas shown draw them, so that the two never part. */
  function borders(map, edges) {
    drawnEdges.forEach((layer) => layer.remove());
    drawnEdges = ["explorer-borough-casing", "explorer-borough"].map((className) =>
      draw(map, edges, "borders", className),
    );
  }

  function draw(map, shapes, pane, className) {
    return L.geoJSON(shapes, { pane, interactive: false, style: { className } }).addTo(map);
  }

  /* Neither wheel nor finger is caught on its way down the page. */
  function moveGently(map) {
    const box = map.getContainer();
    const hint = L.DomUtil.create("p", "explorer-hint", box);
    let timer = 0;
    const show = (text) => {
      hint.textContent = text;
      hint.classList.add("explorer-shown");
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("explorer-shown"), 1200);
    };
    const capture = { capture: true, passive: true };
    hint.setAttribute("aria-hidden", "true");
    box.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.stopPropagation();
        show(`Hold ${MAC ? "\u2318" : "Ctrl"} and scroll to zoom`);
      },
      capture,
    );
    let start = null;
    box.addEventListener(
      "pointerdown",
      (event) => {
        const touch = event.pointerType === "touch";
        map.dragging[touch ? "disable" : "enable"]();
        start = touch ? event : null;
      },
      capture,
    );
    box.addEventListener(
      "touchmove",
      (event) => {
        if (event.touches.length > 1 || !start) return;
        const { clientX, clientY } = event.touches[0];
        const [across, down] = [clientX - start.clientX, clientY - start.clientY].map(Math.abs);
        if (across > 24 && across > down) show("Use two fingers to move the map");
      },
      capture,
    );
  }

  /* Shapes of an area set, fetched once and then kept by the frame. */
  function geometry(set) {
    if (!loading.has(set)) {
      loading.set(
        set,
        new Promise((resolve) => {
          const script = document.createElement("script");
          script.src = `${geometryFolder}${set}.js`;
          script.onload = () => resolve(explorerGeometry[set]);
          document.body.append(script);
        }),
      );
    }
    return loading.get(set);
  }

  return { create, geometry, borders };
})();
