// Says on an open page that a device came back, or that somebody there asks for a person. Everything works without it.
"use strict";

const EVERY = 15_000;
const news = document.querySelector("[data-devices]");

async function look() {
  const answer = await fetch(news.dataset.from, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return; // signed out: the next page says so
  if ((await answer.text()) === news.dataset.devices) {
    setTimeout(keepLooking, EVERY);
  } else {
    news.hidden = false;
    document.title = `(!) ${document.title}`;
  }
}

async function keepLooking() {
  try {
    await look();
  } catch {
    setTimeout(keepLooking, EVERY); // offline for a moment
  }
}

if (news) setTimeout(keepLooking, EVERY);
