// One small script: the language switch, and every figure drawn from the JSON beside it.
(() => {
  "use strict";
  const root = document.documentElement;
  const narrow = matchMedia("(max-width: 640px)");
  const languages = ["en", "zh"];

  const localised = (value, language) => {
    if (Array.isArray(value)) return value.map((one) => localised(one, language));
    if (value === null || typeof value !== "object") return value;
    const keys = Object.keys(value);
    if (keys.length === 2 && "en" in value && "zh" in value) return value[language];
    return Object.fromEntries(keys.map((key) => [key, localised(value[key], language)]));
  };

  const remembered = () => {
    try { return localStorage.getItem("regulars.language"); } catch { return null; }
  };
  const remember = (language) => {
    try { localStorage.setItem("regulars.language", language); } catch { /* a page opened as a file may not */ }
  };

  const charts = [...document.querySelectorAll(".chart")].map((box) => {
    const drawn = document.createElement("div");
    const figure = JSON.parse(box.querySelector("script").textContent);
    drawn.setAttribute("role", "img");
    box.append(drawn);
    return { box, drawn, figure };
  });

  const draw = () => {
    const font = getComputedStyle(document.body).fontFamily;
    for (const { box, drawn, figure } of charts) {
      const { data, layout, narrow: small } = localised(figure, root.lang);
      const sizes = narrow.matches ? { font: { ...layout.font, size: 11 }, ...small } : {};
      const shown = { ...layout, ...sizes, autosize: true, separators: ".," };
      shown.font = { ...shown.font, family: font };
      drawn.setAttribute("aria-label", box.closest("figure").querySelector(`.takeaway [lang=${root.lang}]`)?.textContent ?? "");
      Plotly.react(drawn, data, shown, { displayModeBar: false });
    }
  };

  const speak = (language) => {
    root.lang = language;
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    draw();
  };

  const wished = () => languages.find((language) => location.hash === "#" + language);

  document.querySelector(".languages").addEventListener("click", (event) => {
    const language = event.target.dataset.language;
    if (languages.includes(language)) { remember(language); speak(language); }
  });
  // Printing lays out at once and waits for no observer: draw at the width of A4 less its margins first.
  const onPaper = { autosize: false, width: 660 };
  addEventListener("beforeprint", () => charts.forEach(({ drawn }) => Plotly.relayout(drawn, onPaper)));
  addEventListener("afterprint", draw);
  addEventListener("hashchange", () => { if (wished()) speak(wished()); });
  narrow.addEventListener("change", draw);
  // Follows the window, the paper and an opened table alike; the first call is the one that observing makes.
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const drawn = target.lastElementChild;
      if (drawn._fullLayout && drawn._fullLayout.width !== Math.round(target.clientWidth)) Plotly.Plots.resize(drawn);
    }
  });
  speak(wished() ?? (languages.includes(remembered()) ? remembered() : root.lang));
  charts.forEach(({ box }) => resized.observe(box));
})();
