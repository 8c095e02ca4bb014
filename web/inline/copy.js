// What people take along from an answer: its words, or its table for a spreadsheet.
// Browsers give the clipboard to https and to this machine only; elsewhere the old command does it.
const keikakuWrite = async (text) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "kk-outside";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (!done) throw new Error("copy");
};

const keikakuSay = (sentence) => {
  let said = document.getElementById("kk-said");
  if (!said) {
    said = document.createElement("p");
    said.id = "kk-said";
    said.setAttribute("role", "status");
    document.body.append(said);
  }
  // a moment later, so that a screen reader that has just met the place hears what comes into it
  setTimeout(() => { said.textContent = sentence; }, 50);
  clearTimeout(window.keikakuSaid);
  window.keikakuSaid = setTimeout(() => { said.textContent = ""; }, 4000);
};

window.keikakuCopy = (text, what) => keikakuWrite(text).then(
  () => keikakuSay(`${what}を写しました。`),
  () => keikakuSay(`${what}を写せませんでした。選んでから Ctrl+C で写してください。`),
);

// The words as they are seen, without our own buttons, and then where the answer is to be found again.
window.keikakuWords = (answer) => {
  const tools = answer.querySelectorAll(".kk-copy, .kk-permanent");
  for (const one of tools) one.style.display = "none";
  const words = answer.innerText.trim();
  for (const one of tools) one.style.display = "";
  const own = answer.querySelector("a.kk-permanent");
  return own ? `${words}\n${own.href}` : words;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.kk-copy");
  if (button) window.keikakuCopy(JSON.parse(button.nextElementSibling.textContent), "表");
});
