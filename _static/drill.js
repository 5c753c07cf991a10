// Drills: a problem for paper with fields for its answers, a hint, its solution step by step, and others of its kind.
// Without this script, and on paper, a drill is what it looks like: its first problem, a hint and a solution in folds.
(() => {
  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  const formula = (tag, tex) => make(tag, { class: "math notranslate nohighlight" }, tex);

  // A sentence with formulas between dollars, each held in one line with the comma after it.
  function sentence(text) {
    return text.split(/(\(?\$[^$]+\$[,.;:!?)]*)/).map((part) => {
      const [before, tex, after] = part.split("$");
      return tex ? make("span", { class: "together" }, before, formula("span", `\\(${tex}\\)`), after) : part;
    });
  }

  function howToType(answers) {
    const typed = answers.filter((answer) => !answer.choices.length);
    if (!typed.length) return [];
    const rows = typed.some(({ value }) => value.flat().length > 1);
    return ["Write 3/2 or 2 sqrt(5)", ...(rows ? [", and rows as ", make("span", { class: "together" }, "1, 2; 3, 4")] : []), "."];
  }

  const stepOf = ({ text, formulas }) =>
    make("li", {}, make("p", {}, ...sentence(text)), ...formulas.map((tex) => formula("div", `\\[${tex}\\]`)));

  // Put something new into a node, and have its formulas set. Until MathJax is there, formulas.js sees to all.
  function fill(node, ...children) {
    if (window.MathJax?.typesetClear) MathJax.typesetClear([node]);
    node.replaceChildren(...children);
    show(node);
  }

  function show(node) {
    watchWidths(node);
    if (window.MathJax?.typesetPromise) typesetWhenNear(node);
  }

  // An answer: its name and its field, and what there is to say about it. The name begins with letters, not with a formula,
  // which would leave the field without one.
  class Answer {
    constructor(answer, says, drill, id) {
      Object.assign(this, { answer, says });
      const options = ["", ...answer.choices].map((choice) => make("option", {}, choice));
      const rest = { "aria-describedby": `${drill} ${id}`, autocapitalize: "off", autocomplete: "off", spellcheck: "false" };
      this.field = options.length > 1 ? make("select", rest, ...options) : make("input", rest);
      this.field.addEventListener("input", () => this.forget());
      this.verdict = make("p", { class: "drill-says", id, role: "status" });
      const name = make("span", {}, make("span", { class: "drill-unseen" }, "Answer "), ...sentence(answer.label));
      this.row = make("div", { class: "drill-answer" }, make("label", {}, name, this.field), this.verdict);
    }

    forget() { // a new thought: the old verdict goes
      fill(this.verdict);
      delete this.row.dataset.right;
    }

    judge() {
      const said = judgeAnswer(this.answer, this.field.value, this.says);
      fill(this.verdict, ...sentence(said));
      this.row.dataset.right = said === this.says.right;
    }
  }

  class Drill {
    constructor(box, number) {
      Object.assign(this, JSON.parse(box.querySelector("script").textContent), { seen: new Set() });
      this.question = make("p", { class: "drill-question", tabindex: -1 });
      [this.fields, this.hint] = [make("div", { class: "drill-fields" }), make("div", { role: "status" })];
      this.typed = make("p", { class: "drill-note", id: `drill-${number}` });
      this.call = make("p", { class: "drill-note", role: "status" });
      this.steps = make("ol", { "aria-live": "polite" });
      const form = make("form", {}, this.fields, this.typed, this.buttons());
      form.addEventListener("submit", (event) => this.check(event));
      box.replaceChildren(this.question, form, this.hint, this.steps, this.call);
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", this.title);
      this.pose(this.problems[0]);
    }

    buttons() {
      const levels = new Set(this.problems.map((problem) => problem.level));
      this.level = make("select", {}, ...[...levels].map((level) => make("option", {}, level)));
      this.level.addEventListener("change", () => this.pose(this.ofLevel()));
      this.hints = this.button("Hint", () => this.toggleHint());
      this.more = [this.button("Next step", () => this.step(1)), this.button("Whole solution", () => this.step(Infinity))];
      this.another = this.button("Another one", () => {
        this.pose(this.next());
        this.question.focus(); // from where Tab leads to the first field
      });
      const others = make("span", {}, this.another, make("label", {}, "Level ", this.level));
      return make("div", { class: "drill-buttons" }, make("button", {}, "Check"), this.hints, ...this.more, others);
    }

    button(text, pressed) {
      const button = make("button", { type: "button" }, text);
      button.addEventListener("click", pressed);
      return button;
    }

    // A problem of the level that was not there yet, or a harder one, or any; when all were there, they begin again.
    next() {
      if (this.problems.every((problem) => this.seen.has(problem))) this.seen = new Set([this.problem]);
      const left = this.problems.filter((problem) => !this.seen.has(problem));
      return left.find((problem) => problem.level >= this.level.value) ?? left[0];
    }

    // A problem of the level that is chosen: if it can be, one that was not there yet.
    ofLevel() {
      const found = this.problems.filter((problem) => problem.level === Number(this.level.value));
      return found.find((problem) => !this.seen.has(problem)) ?? found[0];
    }

    pose(problem) {
      this.problem = problem;
      this.seen.add(problem);
      this.level.value = problem.level;
      this.answers = problem.answers.map((answer, i) => new Answer(answer, this.says, this.typed.id, `${this.typed.id}-${i}`));
      fill(this.question, make("strong", {}, `${this.title}.`), " ", ...sentence(problem.question));
      fill(this.fields, ...this.answers.map((answer) => answer.row));
      this.typed.replaceChildren(...howToType(problem.answers));
      this.call.replaceChildren(`Level ${problem.level}, in a notebook: `, make("code", {}, problem.call));
      fill(this.hint);
      this.hints.setAttribute("aria-expanded", false);
      fill(this.steps);
      this.more.forEach((button) => (button.disabled = false));
    }

    check(event) {
      event.preventDefault();
      const given = this.answers.filter((answer) => answer.field.value.trim());
      given.forEach((answer) => answer.judge());
      if (!given.length) this.answers[0].field.focus();
    }

    toggleHint() {
      const open = this.hints.getAttribute("aria-expanded") === "true";
      this.hints.setAttribute("aria-expanded", !open);
      fill(this.hint, ...(open ? [] : [make("p", {}, ...sentence(this.problem.hint))]));
    }

    step(many) {
      const from = this.steps.children.length, steps = this.problem.steps.slice(from, from + many).map(stepOf);
      this.steps.append(...steps);
      steps.forEach(show);
      if (this.steps.children.length < this.problem.steps.length) return;
      if (this.more.includes(document.activeElement)) this.another.focus(); // what is disabled cannot have it
      this.more.forEach((button) => (button.disabled = true));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("div.drill").forEach((box, number) => new Drill(box, number));
  });
})();
