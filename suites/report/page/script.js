"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const checks = [...document.querySelectorAll(".check")];
  const texts = new Map();
  const textOf = (c) => {
    if (!texts.has(c)) texts.set(c, c.textContent.toLowerCase());
    return texts.get(c);
  };
  const search = $("search"), verdict = $("verdict"), area = $("area"), level = $("level"), count = $("count");
  const matches = (c, words) =>
    (!verdict.value || verdict.value.split(",").includes(c.dataset.verdict) || verdict.value === "rfc:" + c.dataset.rfc ||
      (verdict.value === "differ" && c.dataset.rfc && c.dataset.rfc !== c.dataset.verdict)) &&
    (!area.value || area.value === c.dataset.area) &&
    (!level.value || level.value === c.dataset.level) &&
    words.every((w) => textOf(c).includes(w));
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const c of checks) {
      c.hidden = !matches(c, words);
      if (!c.hidden) shown++;
    }
    for (const s of document.querySelectorAll(".areas")) s.hidden = !s.querySelector(".check:not([hidden])");
    count.textContent = shown === checks.length ? checks.length + " checks" : shown + " of " + checks.length + " checks";
    $("nothing").hidden = shown > 0;
  };
  for (const e of [search, verdict, area, level]) e.addEventListener("input", apply);
  $("clear").addEventListener("click", () => {
    search.value = verdict.value = area.value = level.value = "";
    apply();
    search.focus();
  });
  $("fold").addEventListener("click", () => {
    const shown = checks.filter((c) => !c.hidden);
    const open = shown.some((c) => !c.open);
    for (const c of shown) c.open = open;
  });
  const reveal = () => {
    const c = checks.find((e) => "#" + e.id === location.hash);
    if (!c) return;
    if (c.hidden) $("clear").click();
    c.open = true;
    c.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const ok = document.execCommand("copy");
      area.remove();
      return ok;
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const ok = await copy(button.parentElement.querySelector("pre").textContent);
    button.textContent = ok ? "copied" : "select and copy";
    setTimeout(() => { button.textContent = "copy"; }, 2000);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    search.focus();
  });
  // On paper: what is wrong, with the exchange that decided.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".check.bad, .check.bad .wire.decisive, .fold")].filter((d) => !d.open);
    for (const d of folded) d.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const d of folded) d.open = false;
  });
  for (const e of document.querySelectorAll(".script")) e.hidden = false;
  apply();
  reveal();
})();
