// A password that its owner can look at, and passkeys. Whoever runs no scripts has another way on the same page.
"use strict";

// Shown while it is typed, and hidden when it is sent: or the browser would keep it among ordinary words.

function offerToShow(box) {
  const field = document.getElementById(box.dataset.shows);
  const show = (on) => { field.type = on ? "text" : "password"; };
  box.closest("[hidden]").hidden = false;
  box.checked = false; // some browsers keep the tick of the page before
  box.addEventListener("change", () => show(box.checked));
  field.form.addEventListener("submit", () => show(false));
}

// The server asks, the passkey answers through the browser, and the form goes on as any other.

const ANSWERS = {
  create: (asked) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) }),
  get: (asked) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) }),
};

async function answer(form) {
  const token = form.elements.csrf_token?.value ?? "";
  const response = await fetch(form.dataset.asks, { method: "POST", body: new URLSearchParams({ csrf_token: token }) });
  if (response.redirected) return location.assign(response.url); // signed out meanwhile
  if (!response.ok) throw new Error(response.status);
  form.elements.passkey.value = JSON.stringify(await ANSWERS[form.dataset.passkey](await response.json()));
  form.submit();
}

async function onSubmit(event) {
  const form = event.target;
  const button = form.querySelector("button");
  event.preventDefault();
  button.disabled = true;
  try {
    await answer(form);
  } catch {
    form.querySelector("[role=status]").textContent = form.dataset.failed; // refused, broken off, or no such passkey here
    button.disabled = false;
  }
}

function offerPasskey(form) {
  form.previousElementSibling.hidden = true;
  form.hidden = false;
  form.addEventListener("submit", onSubmit);
}

for (const box of document.querySelectorAll("[data-shows]")) offerToShow(box);
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("[data-passkey]")) offerPasskey(form);
}
