/* The frame round the map: loaded first, so that it can say what is happening from the start. */
"use strict";

window.explorerFrame = (() => {
  const root = document.getElementById("root");
  const status = document.createElement("p");
  const heading = document.createElement("h1");
  const alternative = document.createElement("p");
  const end = document.createElement("span");

  /* Scripts are loaded one after another by streamlit-folium: ask for all of them now. */
  function fetchAhead() {
    const next = new URL(document.currentScript.src).searchParams.get("next") ?? "";
    for (const href of next.split(",").filter(Boolean)) {
      const link = document.createElement("link");
      link.rel = "preload";
      link.as = href.endsWith(".css") ? "style" : "script";
      link.href = href;
      document.body.append(link);
    }
  }

  function build() {
    document.documentElement.lang = "en-GB";
    root.setAttribute("role", "main");
    status.className = "explorer-status";
    status.setAttribute("role", "status");
    status.textContent = "Drawing the map";
    heading.className = alternative.className = "explorer-unseen";
    alternative.id = "explorer-alternative";
    end.tabIndex = -1;
    root.prepend(heading, alternative, skipLink());
    root.append(status, end);
  }

  function skipLink() {
    const link = document.createElement("a");
    link.className = "explorer-skip";
    link.href = "#explorer-end";
    link.textContent = "Skip past the map";
    end.id = "explorer-end";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      end.focus();
    });
    return link;
  }

  /* Title of the frame, heading and alternative inside it: what a screen reader is told. */
  function describe(title, text) {
    document.title = heading.textContent = title;
    alternative.textContent = text;
    if (window.frameElement) window.frameElement.title = title;
  }

  function ready() {
    status.remove();
  }

  function failed(what) {
    status.textContent =
      `The map could not be drawn: ${what} did not arrive from the server. ` +
      "The table gives the same figures; load the page again to retry.";
    status.classList.add("explorer-failed");
    if (!status.isConnected) root.append(status);
  }

  /* Streamlit adds a style sheet with the theme at every change and never takes one away. */
  function dropOldThemes() {
    const sheets = [...document.head.querySelectorAll("style")];
    const themes = sheets.filter((sheet) => sheet.textContent.includes("--primary-color"));
    themes.slice(0, -1).forEach((sheet) => sheet.remove());
  }

  /* A frame does not inherit the page's typeface, which Streamlit serves: declare it here too. */
  function typeface() {
    const plain = (family) => family?.split(",")[0].replace(/["']/g, "").trim();
    const wanted = plain(getComputedStyle(document.documentElement).getPropertyValue("--font"));
    const rules = [...(window.frameElement?.ownerDocument.styleSheets ?? [])]
      .filter((sheet) => sheet.href?.startsWith(location.origin))
      .flatMap((sheet) => [...sheet.cssRules]);
    for (const { style, parentStyleSheet: sheet } of rules) {
      const source = style?.getPropertyValue("src");
      if (!source || plain(style.fontFamily) !== wanted || style.fontStyle === "italic") continue;
      const absolute = (_, url) => `url("${new URL(url, sheet.href)}")`;
      const face = new FontFace(wanted, source.replace(/url\("(.*?)"\)/, absolute), {
        weight: style.fontWeight,
      });
      document.fonts.add(face);
    }
    return document.fonts.load(`500 11px "${wanted}"`);
  }

  window.addEventListener("message", ({ data }) => {
    if (data?.type === "streamlit:render") dropOldThemes();
  });
  window.addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement) failed(target.src.split("/").pop());
    },
    true,
  );

  fetchAhead();
  build();
  return { describe, ready, failed, typeface };
})();
