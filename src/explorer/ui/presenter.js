/* Keys, pointer and blank screen for whoever presents. Everything stays in the browser but a step. */

const STEPS = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  " ": 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
};
const TYPING = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox]";
const PRESSED = "button, a, summary, [role=button], [tabindex='0']";
const LOOK_FOR_FRAMES = 400;
const BAR_STAYS = 2500;
const MARGIN = 16;
const LETTERS = 1.25;
const FULL_SIZE = 16;
const LEAST = 260;

export default function (component) {
  const { data, setTriggerValue } = component;
  const controller = new AbortController();
  const { signal } = controller;
  const dot = made("div", "present-dot");
  const black = made("div", "present-blank");
  const bar = made("nav", "present-bar");
  const seen = new WeakSet();
  let quiet = 0;

  dot.setAttribute("aria-hidden", "true");
  dot.hidden = black.hidden = true;
  black.setAttribute("role", "status");
  black.textContent = "The screen is blank. Press b to go on.";
  bar.setAttribute("aria-label", "Presenting");

  const acts = {
    previous: () => step(-1),
    next: () => step(1),
    b: () => (black.hidden = !black.hidden),
    p: () => point(dot.hidden),
    f: () =>
      document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen().catch(() => {}),
    leave: () => setTriggerValue("leave", true),
  };
  const buttons = [
    ["previous", "Previous", "\u2190"],
    ["next", "Next", "\u2192"],
    ["p", "Pointer", "p"],
    ["b", "Blank", "b"],
    ["f", "Full screen", "f"],
    ["leave", "Stop presenting", "Esc"],
  ];
  for (const [act, name, key] of buttons) {
    const button = made("button", "", bar);
    const hint = made("kbd", "");
    button.type = "button";
    hint.textContent = key;
    button.append(`${name} `, hint);
    button.addEventListener("click", () => {
      button.blur();
      acts[act]();
    });
  }
  bar.hidden = !data.bar;
  bar.querySelectorAll("button").forEach((button, place) => {
    button.hidden = place < 2 && !data.steps;
  });

  function made(tag, className, into = document.body) {
    const element = document.createElement(tag);
    element.className = className;
    into.append(element);
    return element;
  }

  /* How much larger than on a small screen everything is drawn. */
  function grown() {
    return parseFloat(getComputedStyle(document.documentElement).fontSize) / FULL_SIZE;
  }

  function step(by) {
    if (data.steps && black.hidden) setTriggerValue("step", by);
    black.hidden = true;
  }

  function point(on) {
    dot.hidden = !on;
    document.documentElement.classList.toggle("present-pointing", on);
    frames().forEach((frame) =>
      frame.contentDocument.documentElement.style.setProperty("cursor", on ? "none" : ""),
    );
  }

  function press(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest?.(TYPING)) return;
    if (key === " " && target.closest?.(PRESSED)) return;
    if (key === "Escape") {
      if (!black.hidden) black.hidden = true;
      else if (!dot.hidden) point(false);
      else if (!document.fullscreenElement) acts.leave();
    } else if (key in STEPS) step(STEPS[key]);
    else if (["b", "p", "f"].includes(key.toLowerCase()) && !event.repeat) acts[key.toLowerCase()]();
    else return;
    event.preventDefault();
  }

  function follow(x, y) {
    dot.style.transform = `translate(${x}px, ${y}px)`;
    bar.classList.add("present-awake");
    clearTimeout(quiet);
    quiet = setTimeout(() => bar.classList.remove("present-awake"), BAR_STAYS);
  }

  function frames() {
    return [...document.querySelectorAll("iframe")].filter((frame) => frame.contentDocument?.body);
  }

  /* A frame keeps keys and moves to itself, so what it hears is handed on. */
  function listenInFrames() {
    for (const frame of frames()) {
      const inside = frame.contentDocument;
      if (seen.has(inside)) continue;
      seen.add(inside);
      inside.documentElement.style.setProperty("--letters", LETTERS * grown());
      // Letters that are written already are written anew at the next change of size.
      frame.contentWindow.dispatchEvent(new Event("resize"));
      inside.addEventListener("keydown", press, { signal });
      inside.addEventListener(
        "mousemove",
        (event) => {
          const { left, top } = frame.getBoundingClientRect();
          follow(left + event.clientX, top + event.clientY);
        },
        { signal, capture: true },
      );
      // After a click on the map the arrows belong to the story again.
      inside.addEventListener("click", () => inside.activeElement?.blur(), { signal });
    }
  }

  /* The map has whatever height the words above it leave. */
  function fitMap() {
    const frame = document.querySelector("[class*='-map'] iframe");
    if (!frame) return;
    const { top } = frame.getBoundingClientRect();
    const { style } = document.documentElement;
    style.setProperty("--present-top", `${top}px`);
    const source = document.querySelector(".stage-source")?.offsetHeight ?? 0;
    const room = window.innerHeight - top - source - MARGIN * grown();
    style.setProperty("--present-map", `${Math.max(room, LEAST)}px`);
  }

  document.addEventListener("keydown", press, { signal });
  document.addEventListener("mousemove", (event) => follow(event.clientX, event.clientY), {
    signal,
    capture: true,
  });
  const looking = setInterval(() => {
    listenInFrames();
    fitMap();
  }, LOOK_FOR_FRAMES);
  listenInFrames();

  return () => {
    controller.abort();
    clearInterval(looking);
    clearTimeout(quiet);
    point(false);
    [dot, black, bar].forEach((element) => element.remove());
  };
}
