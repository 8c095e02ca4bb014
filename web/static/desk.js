// Shows how far a build is without a click; where no script runs, a link does.
"use strict";
const home = new URL(".", document.currentScript.src).pathname.replace(/\/$/, "");
const told = document.getElementById("progress");
async function look() {
  try {
    const answer = await fetch(home + "/progress");
    const state = await answer.json();
    if (!state.running) return location.pathname === home ? location.reload() : location.replace(home);
    if (told.textContent !== state.words) told.textContent = state.words;
  } catch { /* the server is away for a moment; the link stays */ }
  return setTimeout(look, 1500);
}
if (told) setTimeout(look, 1000);
