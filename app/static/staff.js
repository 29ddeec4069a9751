// What an open page says by itself, what it asks before it is left, and the keys of the queue. Everything works without it.
"use strict";

const EVERY = 15_000;
const news = document.querySelector("[data-news]");
const help = document.getElementById("keys");

// Asks again and again what the server says, until `heard` has heard enough.

async function ask(address, heard) {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    if (answer.redirected || (answer.ok && heard(await answer.text()))) return; // signed out: the next page says so
  } catch {} // offline for a moment
  keepAsking(address, heard);
}

function keepAsking(address, heard) {
  setTimeout(ask, EVERY, address, heard);
}

// Something that presses came in, a device came back, or somebody there asks for a person.

function announce(line, newest) {
  if (newest <= line.dataset.newest) return false;
  line.hidden = false;
  document.title = `(!) ${document.title.replace("(!) ", "")}`;
  return true;
}

// Somebody came in: said beside the rows, which stay where they are until they are asked for.

function arrivals(said) {
  const line = news.firstElementChild;
  if (line.firstChild.data.trim() !== said) line.firstChild.data = `${said} `;
  line.hidden = !said;
  return false;
}

// Single letters, for whoever has them on and is not writing.

function rowOfFocus() {
  return document.activeElement.closest("[data-reference]");
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-reference]")];
  const now = rows.indexOf(rowOfFocus());
  const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by;
  rows[next]?.querySelector("h2 a").focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  c: () => rowOfFocus()?.querySelector(".act button")?.click(),
  "/": () => document.getElementById("search-words").focus(),
  "?": () => help.showModal(),
};

function onKey(event) {
  const busy = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
  const writing = event.target.closest("input, textarea, select, dialog, [contenteditable]");
  const act = !busy && !writing && Object.hasOwn(KEYS, event.key) && KEYS[event.key];
  if (!act) return;
  event.preventDefault(); // or the slash would be written into the field
  act();
}

function offerKeys() {
  const opener = document.querySelector("[data-opens=keys]");
  opener.hidden = false;
  opener.addEventListener("click", KEYS["?"]);
  if ("on" in help.dataset) document.addEventListener("keydown", onKey);
}

// What was written and not sent: before it is lost, the browser asks, in its own words.

const unsent = new Set();

function keepInMind(form) {
  if (form?.method !== "post" || form.getAttribute("role") === "search") return;
  unsent.add(form);
  addEventListener("beforeunload", askFirst);
}

function askFirst(event) {
  if (unsent.size) event.preventDefault();
}

// A page that answers a form stands where it can be asked for again: else Back could not show it.

const { at } = document.getElementById("main").dataset;

if (at) history.replaceState(null, "", at);
for (const wrong of document.querySelectorAll("[aria-invalid]")) keepInMind(wrong.form);
document.addEventListener("input", (event) => keepInMind(event.target.form));
document.addEventListener("submit", (event) => unsent.delete(event.target));
for (const line of document.querySelectorAll("[data-newest]")) {
  keepAsking(line.dataset.from, (newest) => announce(line, newest));
}
if (news) keepAsking(news.dataset.news, arrivals);
if (help) offerKeys();
