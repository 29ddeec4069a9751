// What a page can do by itself: go blank at once, and say when it is about to close. Everything works without it.

const said = document.getElementById("said");
const exit = document.querySelector("[data-leave]");
const own = { credentials: "same-origin" };
const nothing = () => {};

function wipe(keep) {
  for (const child of [...document.body.childNodes]) {
    if (child !== keep) child.remove();
  }
}

// Leaving: the screen first, then the server, and away without waiting for it.

function leave() {
  wipe(said);
  said.textContent = said.dataset.leaving;
  if (!window.Request || !("keepalive" in Request.prototype)) {
    location.replace(exit.href); // an older browser would drop the message with the page
    return;
  }
  fetch(exit.href, { keepalive: true, ...own }).catch(nothing);
  location.replace(exit.dataset.leave);
}

// Shift three times. Anything else in between starts the count anew.

let presses = 0;
let lastPress = 0;
let alone = true;

function startAnew(event) {
  presses = 0;
  alone = !event.shiftKey;
}

function keyDown(event) {
  if (event.key !== "Shift") startAnew(event);
  else if (event.ctrlKey || event.altKey || event.metaKey) alone = false;
}

function keyUp(event) {
  if (event.key !== "Shift") startAnew(event);
  else if (alone) countPress(Date.now());
  else alone = true;
}

function countPress(now) {
  presses = now - lastPress < 5000 ? presses + 1 : 1;
  lastPress = now;
  said.textContent = presses === 1 ? said.dataset.two : said.dataset.one;
  if (presses === 3) leave();
}

if (exit) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-leave]")) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", keyDown);
  document.addEventListener("keyup", keyUp);
  document.addEventListener("mousedown", startAnew);
}

// A browser may keep a page to show it again without asking us: it gets a blank one, which asks.

addEventListener("pagehide", (event) => {
  if (event.persisted) wipe();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(location.pathname); // unlike a reload, this never sends a form again
});

// Only the server knows how much time is left: what is done in another tab counts.

const pause = document.getElementById("pause");
let timer = 0;
let endsAt = 0;
let asked = false; // to stay
let resigned = false; // no visit can be made longer than the longest

function find(what) {
  return pause.querySelector(what);
}

function endIn(seconds) {
  endsAt = Date.now() + seconds * 1000;
}

function checkIn(seconds) {
  clearTimeout(timer);
  timer = setTimeout(check, seconds * 1000);
}

function hear(response) {
  return response.ok ? response.json().then((time) => endIn(time.seconds)) : Promise.reject();
}

function check() {
  const answer = fetch("/time", own).then(hear).catch(nothing); // without one, what this page knows must do
  const silence = new Promise((resolve) => setTimeout(resolve, 10000)); // a bad link keeps no page on the screen
  Promise.race([answer, silence]).then(decide);
}

function decide() {
  const seconds = (endsAt - Date.now()) / 1000;
  const warn = pause.dataset.warn;
  if (seconds <= 0) {
    wipe();
    location.replace(pause.dataset.closed);
  } else if (seconds > warn) {
    hideWarning();
    checkIn(seconds - warn);
  } else {
    if (!resigned) showWarning(seconds);
    checkIn(Math.min(20, seconds));
  }
}

function showWarning(seconds) {
  const fitting = [...pause.querySelectorAll("[data-below]")].filter((it) => seconds <= it.dataset.below);
  const words = fitting.pop().textContent;
  const left = find("[role=status]");
  if (left.textContent !== words) left.textContent = words; // so that it is read out only when it changes
  find("[data-longest]").hidden = !asked;
  if (!pause.hidden) return;
  pause.hidden = false;
  if (pause.showModal) pause.showModal();
  else pause.setAttribute("open", "");
  find("button").focus();
}

function hideWarning() {
  asked = false;
  if (pause.close && pause.open) pause.close();
  pause.hidden = true;
}

function stay(event) {
  event.preventDefault();
  resigned = !find("[data-longest]").hidden;
  if (resigned) {
    hideWarning();
    return;
  }
  const form = find("form");
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), ...own })
    .then(hear)
    .then(() => { asked = true; decide(); })
    .catch(check);
}

if (pause) {
  endIn(pause.dataset.seconds);
  checkIn(Math.max(0, pause.dataset.seconds - pause.dataset.warn));
  find("form").addEventListener("submit", stay);
  pause.addEventListener("cancel", stay); // Escape
  pause.addEventListener("close", () => { pause.hidden = true; });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) check(); }); // a phone that slept
}

for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;
