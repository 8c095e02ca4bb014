// The newest question goes to the top of the window, so that the start of a long answer is in view.
// Gradio draws the answer a little after it says so, hence the wait.
window.keikakuShowLastQuestion = () => setTimeout(() => {
  const questions = document.querySelectorAll("#kk-chat .kk-question");
  const last = questions[questions.length - 1];
  if (last) last.scrollIntoView({ block: "start" });
}, 150);

// Gradio reads a message's mark-up aloud and copies it; people want its words, and Japanese names on the buttons.
const NAMES = [
  ["#kk-chat [data-testid=bot]", "回答"],
  ["#kk-chat [data-testid=user]", "質問"],
  ["#kk-chat .message-buttons button", "回答を写す"],
];
const nameMessages = () => {
  for (const [selector, name] of NAMES) {
    for (const one of document.querySelectorAll(selector)) {
      if (one.ariaLabel !== name) one.ariaLabel = name;
      if (one.title && one.title !== name) one.title = name;
    }
  }
  // the page has one set of colours, checked for contrast
  if (document.body.classList.contains("dark")) document.body.classList.remove("dark");
};
const copyWords = (event) => {
  const button = event.target.closest("#kk-chat .message-buttons button");
  const answer = button && button.closest(".message-row").querySelector(".kk-answer");
  if (!answer) return;
  event.stopImmediatePropagation();
  window.keikakuCopy(window.keikakuWords(answer), "回答");
};
const begin = () => {
  nameMessages();
  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label", "class"] };
  new MutationObserver(nameMessages).observe(document.body, seen);
  document.addEventListener("click", copyWords, true);
};
if (document.body) begin();
else document.addEventListener("DOMContentLoaded", begin);
