// How the answer to a drill is read and judged: as svdbook/drills/_answers.py does it. One table tests both.
const RIGHT = 1e-9, NEARLY = 0.02, LONGEST = 100;
const TOKEN = /^(?:(\d+\.?\d*|\.\d+)|(sqrt|√)|(\*\*|[-+*/^()]))/;

// A list in brackets, and perhaps a factor in front.
const BRACKETS = /^([^,;[\]]*)(?:\[([^[\]]*)\]|\(((?:[^()]|\([^()]*\))*[,;](?:[^()]|\([^()]*\))*)\))$/;

function readAnswer(text) {
  const plain = text.replaceAll("−", "-").replaceAll("°", "").replaceAll("%", "/100")
    .replace(/\]\s*[,;]?\s*\[/g, ";").replaceAll("[[", "[").replaceAll("]]", "]").trim();
  const [, before, square, round] = BRACKETS.exec(plain) ?? ["", "", plain];
  const factor = before.trim() ? readNumber(before) : 1;
  const rows = (square ?? round).split(";").map((row) => row.split(",").map((entry) => factor * readNumber(entry)));
  if (rows.some((row) => row.length !== rows[0].length)) throw new SyntaxError("rows of several lengths");
  return rows;
}

function finite(number) {
  if (!Number.isFinite(number)) throw new SyntaxError("no number");
  return number;
}

function tokensOf(text) {
  const tokens = [];
  for (let rest = text.trim(); rest; rest = rest.trimStart()) {
    const [all, number, root, sign] = rest.match(TOKEN) ?? finite(NaN);
    tokens.unshift(number ? Number(number) : root ? "sqrt" : sign === "**" ? "^" : sign);
    rest = rest.slice(all.length);
  }
  return tokens; // the last one first
}

// Sums of products of powers; what stands side by side is multiplied.
function readNumber(text) {
  const tokens = text.length > LONGEST ? [] : tokensOf(text);
  const next = (...signs) => signs.includes(tokens.at(-1));
  const sum = () => {
    let total = product();
    while (next("+", "-")) total += tokens.pop() === "+" ? product() : -product();
    return total;
  };
  const product = () => {
    let total = factor();
    while (!next(undefined, "+", "-", ")")) {
      const divides = next("*", "/") && tokens.pop() === "/", by = factor();
      total = divides ? finite(total / by) : total * by;
    }
    return total;
  };
  const factor = () => {
    if (next("+", "-")) return tokens.pop() === "+" ? factor() : -factor();
    const base = atom();
    return next("^") ? finite(base ** (tokens.pop(), factor())) : base;
  };
  const atom = () => {
    const token = tokens.pop();
    if (token === "sqrt") return finite(Math.sqrt(atom()));
    const inside = token === "(" ? sum() : token;
    return finite(token !== "(" || tokens.pop() === ")" ? inside : NaN);
  };
  const number = sum();
  return finite(tokens.length ? NaN : number);
}

function judgeAnswer({ value, choices, slips }, given, says) {
  if (typeof value === "string") {
    const said = given.trim().toLowerCase(), known = new Map([[value, says.right], ...slips]);
    return known.get(said) ?? (choices.includes(said) ? says.wrong : `Choose one of: ${choices.join(", ")}.`);
  }
  const [m, n] = [value.length, value[0].length], form = says.rows.replace("{m}", m).replace("{n}", n);
  let found;
  try {
    found = readAnswer(given);
  } catch {
    return m * n === 1 ? says.unreadable : form;
  }
  if ((m === 1 || n === 1) && found.length === n && found[0].length === m) { // a vector may be written in a row
    found = found[0].map((_, j) => found.map((row) => row[j]));
  }
  const fits = (rows) => rows.length === found.length && rows[0].length === found[0].length;
  if (!fits(value)) return m * n === 1 ? says.number : form;
  if (off(found, value) <= RIGHT) return says.right;
  const slip = slips.find(([wrong]) => fits(wrong) && off(found, wrong) <= RIGHT);
  return slip ? slip[1] : isRounded(found, value) ? says.nearly : says.wrong;
}

// A whole number in place of another is no rounding.
function isRounded(found, wanted) {
  const numbers = wanted.flat();
  return found.flat().every((number, i) => {
    const most = Number.isInteger(number) && Number.isInteger(numbers[i]) ? RIGHT : NEARLY;
    return Math.abs(number - numbers[i]) <= most * Math.abs(numbers[i]);
  });
}

function off(found, wanted) {
  const numbers = wanted.flat(), largest = (all) => Math.max(...all.map(Math.abs));
  return largest(found.flat().map((number, i) => number - numbers[i])) / (largest(numbers) || 1);
}
