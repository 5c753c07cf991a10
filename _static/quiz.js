// Questions: a list of choices, and a fold in which each choice has its answer, become radio buttons that answer one by one.
// Without this script, in Jupyter, both are what they look like.
function makeQuiz(quiz, number) {
  const [question, choices, answers] = [":scope > p", ":scope > ol", "details"].map((part) => quiz.querySelector(part));
  const remarks = [...answers.querySelectorAll(":scope > ol > li")];
  const form = document.createElement("form");
  const options = [...choices.children].map((choice, i) => choiceOf(choice, `quiz-${number}`, i));
  const check = Object.assign(document.createElement("button"), { textContent: "Check", disabled: true });
  const says = document.createElement("div");
  says.className = "quiz-says";
  says.setAttribute("role", "status");
  const group = document.createElement("fieldset"), legend = document.createElement("legend");
  legend.append(question);
  group.append(legend, ...options);
  form.append(group, check, says);
  collect(answers, quiz, question);
  quiz.replaceChildren(form);
  form.addEventListener("change", () => { // a new thought: the old verdict goes
    check.disabled = false;
    says.replaceChildren();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form).get(`quiz-${number}`);
    says.replaceChildren(...verdict(remarks[chosen]));
    typeset([says]); // formulas.js has not: a remark was out of sight
    options[chosen].dataset.tried = isRight(remarks[chosen]) ? "right" : "wrong";
  });
}

// On paper the answers stand together after the last question of a section, so that one can think first (quiz.css).
function collect(answers, quiz, question) {
  const all = quiz.parentElement.querySelector(":scope > .quiz-answers") ?? document.createElement("div");
  all.className = "quiz-answers";
  answers.querySelector("summary").textContent = `Answers to ${question.querySelector("strong").textContent}`;
  all.append(answers);
  quiz.after(all);
}

// A label begins with letters, not with a formula, which would leave it without a name.
function choiceOf(choice, name, i) {
  const label = document.createElement("label"), input = document.createElement("input"), words = document.createElement("span");
  Object.assign(input, { type: "radio", name, value: i });
  words.append(`(${"abcdef"[i]}) `, ...(choice.querySelector(":scope > p") ?? choice).childNodes);
  label.append(input, words);
  return label;
}

const isRight = (remark) => remark.textContent.trimStart().startsWith("Right.");

// The remark as it is typeset; a wrong choice is told so in words, too.
function verdict(remark) {
  const copy = remark.cloneNode(true);
  if (!isRight(remark)) {
    const before = document.createElement("b");
    before.textContent = "Not this one. ";
    (copy.querySelector(":scope > p") ?? copy).prepend(before);
  }
  return copy.childNodes;
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("div.quiz").forEach(makeQuiz);
});
