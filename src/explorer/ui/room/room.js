// Sends what is entered without loading the page anew, keeps it while there is no connection, and
// follows the screen. Without this file every form still works.
"use strict";

(() => {
  const room = document.getElementById("room");
  const says = document.getElementById("says");
  const fault = document.getElementById("fault");
  const here = room.dataset.here;
  const store = `explorer ${here}`;
  const EVERY = 1500;
  const PATIENCE = 8000;
  const LONGEST_WAIT = 8000;
  let version = room.dataset.version;
  let waiting = kept();
  let sending = false;
  let wait = 1000;
  let clearing;

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(store)) || [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(waiting));
    } catch {
      // A phone that lets nothing be kept still sends, as long as the page stays open.
    }
  }

  function token() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function say(text, forGood = false) {
    clearTimeout(clearing);
    if (says.textContent !== text) says.textContent = text;
    if (!forGood) clearing = setTimeout(() => (says.textContent = ""), 6000);
  }

  function refuse(text) {
    say("");
    if (fault.textContent !== text) fault.textContent = text;
  }

  function ask(path, options = {}) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE);
    const headers = { Accept: "application/json", ...options.headers };
    return fetch(`${here}/${path}`, { ...options, headers, signal: limit.signal }).finally(() =>
      clearTimeout(timer),
    );
  }

  // The focus stays where it was, on what has taken the place of the same control.
  function replace(parts) {
    const focused = document.activeElement && document.activeElement.id;
    for (const [name, html] of Object.entries(parts)) {
      document.getElementById(name).innerHTML = html;
    }
    let again = focused && document.getElementById(focused);
    if (again && again.disabled) again = (again.closest("li") || room).querySelector("button:enabled");
    if (again) again.focus();
  }

  function sent(act, answer) {
    if (answer.parts) replace(answer.parts);
    if (act === "note") document.getElementById("text").value = "";
    say(answer.says);
  }

  // One at a time and in order, each until it is acknowledged: with the same token it counts once.
  async function flush() {
    if (sending) return;
    sending = true;
    while (waiting.length) {
      const next = waiting[0];
      let response, answer;
      try {
        response = await ask(next.act, { method: "POST", body: new URLSearchParams(next.body) });
        answer = await response.json();
      } catch {
        response = null;
      }
      if (!response || response.status >= 500 || response.status === 429) {
        const many = waiting.filter((item) => !item.quiet).length;
        if (many) say(`Not yet sent: ${many}. Kept on this phone, and tried again.`, true);
        setTimeout(flush, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
        break;
      }
      wait = 1000;
      waiting.shift();
      keep();
      if (next.quiet) continue;
      if (response.ok) sent(next.act, answer);
      else refuse(answer.says);
    }
    sending = false;
  }

  function queue(act, body, quiet = false) {
    waiting.push({ act, body, quiet });
    keep();
    fault.textContent = "";
    flush();
  }

  document.addEventListener("submit", (event) => {
    const act = event.target.dataset.act;
    if (!act) return;
    event.preventDefault();
    const body = Object.fromEntries(new FormData(event.target));
    const said = JSON.stringify({ ...body, token: "" });
    const twice = waiting.some((one) => JSON.stringify({ ...one.body, token: "" }) === said);
    if (twice && act !== "dot") return;
    if ("token" in body) body.token = token();
    queue(act, body);
  });

  async function follow() {
    try {
      const state = await ask("state", { headers: { "If-None-Match": `"${version}"` } });
      if (state.status === 404) return refuse((await state.json()).says);
      if (state.status === 200 && String((await state.json()).version) !== version) await turn();
    } catch {
      // The next look may reach the server again; what is waiting says so itself.
    }
    const often = document.hidden ? 4 * EVERY : EVERY;
    setTimeout(follow, often * (0.8 + 0.4 * Math.random()));
  }

  function guess() {
    const field = document.getElementById("answer");
    return field && { field, value: field.value, asked: field.labels[0].textContent };
  }

  // A note that is being written stays as it is; only whether notes are open may replace it. A
  // guess that is being typed stays as long as the same is asked.
  async function turn() {
    const before = document.getElementById("headline").textContent;
    const answer = await (await ask("scene")).json();
    const { notes, ...others } = answer.parts;
    const opened = document.getElementById("text") !== null;
    if (opened !== notes.includes('id="text"')) others.notes = notes;
    const typed = guess();
    replace(others);
    version = String(answer.version);
    const headline = document.getElementById("headline").textContent;
    const again = guess();
    if (again && typed && typed.asked === again.asked) again.field.value = typed.value;
    if (headline !== before) say(`On the screen now: ${headline}`);
  }

  addEventListener("online", flush);
  // What was sent before this file had arrived: the page itself says that it is stored.
  if (says.textContent) say(says.textContent);
  queue("here", {}, true);
  follow();
})();
