// What eyes would see on a page, for the tests of how pages look: each answers a list of complaints.
(() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const tag = (element) => element.cloneNode(false).outerHTML.slice(0, 100);
  // Some words are there for ears alone.
  const heard = (element) => {
    for (let e = element; e; e = e.parentElement) {
      if (e.matches(".skip") || getComputedStyle(e).clipPath === "inset(50%)") return true;
    }
    return false;
  };
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !heard(element);
  // While something lies on top of the page, the page under it is not what is looked at.
  const top = () => document.querySelector("dialog[open], :popover-open") ?? document.body;

  // A link inside a sentence is as high as its line; what is clipped away is no target.
  const small = (least) => [...top().querySelectorAll(CONTROLS)].filter((e) => {
    if (!e.checkVisibility({ visibilityProperty: true }) || heard(e)) return false;
    const boxes = [e, ...(e.labels || [])].map((one) => one.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.width));
    const height = Math.max(...boxes.map((box) => box.height));
    if (Math.min(width, height) <= 1) return false;
    if (width >= least && height >= least) return false;
    const around = e.parentElement.textContent.trim().length;
    const inText = getComputedStyle(e).display === "inline" && around > e.textContent.trim().length;
    return !(e.matches("a") && inText);
  }).map((e) => {
    const box = e.getBoundingClientRect();
    return `${Math.round(box.width)}x${Math.round(box.height)} ${tag(e)}`;
  });

  const wide = () => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} px wide`, ...out.slice(0, 3).map(tag)];
  };

  // Every line of text that can be seen, with the element it stands in.
  function lines() {
    const found = [];
    const walker = document.createTreeWalker(top(), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || element.matches("script, style, template, option, textarea")) continue;
      if (!seen(element)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) found.push({ node, element, box, text: node.data.trim() });
      }
    }
    return found;
  }

  // Text that leaves the box it stands in: a button, a tag, a card, or what cuts it off.
  function spilled() {
    const wrong = new Set();
    const width = document.documentElement.clientWidth;
    for (const { element, box, text } of lines()) {
      let scrolls = false;
      for (let e = element; e && e !== document.documentElement; e = e.parentElement) {
        const style = getComputedStyle(e);
        if (style.display === "contents" || style.display.startsWith("table-row")) continue;
        if (style.webkitLineClamp !== "none") { scrolls = true; break; }
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) { scrolls = true; break; }
        const drawn = e.matches("button, .btn, .tag") || style.borderTopWidth !== "0px"
          || style.backgroundColor !== "rgba(0, 0, 0, 0)" || /hidden|clip/.test(style.overflow);
        if (drawn && style.display !== "inline" && e !== document.body) {
          const edge = e.getBoundingClientRect();
          if (box.right > edge.right + 1 || box.left < edge.left - 1
            || box.bottom > edge.bottom + 3 || box.top < edge.top - 3) {
            wrong.add(`“${text.slice(0, 50)}” leaves ${tag(e)}`);
            break;
          }
        }
        if (style.position === "absolute" || style.position === "fixed") break;
      }
      if (!scrolls && (box.right > width + 1 || box.left < -1) && top() === document.body) {
        wrong.add(`“${text.slice(0, 50)}” leaves the screen`);
      }
    }
    for (const select of top().querySelectorAll("select")) if (seen(select) && tight(select)) {
      wrong.add(`“${select.selectedOptions[0]?.text}” is cut in ${tag(select)}`);
    }
    return [...wrong].slice(0, 6);
  }

  // A list's chosen line cannot wrap.
  function tight(select) {
    const has = select.getBoundingClientRect().width;
    Object.assign(select.style, { fieldSizing: "content", width: "max-content", maxWidth: "none" });
    const needs = select.getBoundingClientRect().width;
    Object.assign(select.style, { fieldSizing: "", width: "", maxWidth: "" });
    return needs > has + 1;
  }

  // Scrolled out of the pane it is in, or cut from what shows four lines, it is nowhere for now.
  const within = (element, box) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (!/auto|scroll|hidden/.test(getComputedStyle(e).overflow)) continue;
      const edge = e.getBoundingClientRect();
      if (box.bottom > edge.bottom || box.top < edge.top) return false;
    }
    return true;
  };
  const floats = (element) => {
    for (let e = element; e; e = e.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(e).position)) return true;
    }
    return false;
  };
  const across = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ];

  // Two texts, or two controls, in one place. Lines of one text may touch.
  function overlapping() {
    const wrong = new Set();
    const texts = lines().filter(({ element, box }) => !floats(element) && within(element, box));
    texts.forEach((one, index) => {
      for (const other of texts.slice(index + 1)) {
        if (other.node === one.node) continue;
        const [x, y] = across(one.box, other.box);
        if (x > 3 && y > 0.45 * Math.min(one.box.height, other.box.height)) {
          wrong.add(`“${one.text.slice(0, 40)}” over “${other.text.slice(0, 40)}”`);
        }
      }
    });
    const controls = [...top().querySelectorAll(CONTROLS)]
      .filter((e) => seen(e) && getComputedStyle(e).display !== "inline" && !floats(e))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => within(element, box));
    controls.forEach((one, index) => {
      for (const other of controls.slice(index + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const [x, y] = across(one.box, other.box);
        if (x > 2 && y > 2) wrong.add(`${tag(one.element)} over ${tag(other.element)}`);
      }
    });
    return [...wrong].slice(0, 6);
  }

  // A menu or a question that opens where nobody can see all of it, or lost in a corner.
  function astray() {
    const over = top();
    // One that hangs on its button goes where the button goes.
    if (over === document.body || over.closest(".menu-at")) return [];
    const box = over.getBoundingClientRect();
    const inside = box.left > 0 && box.top > 0 && box.right < innerWidth && box.bottom < innerHeight;
    return inside ? [] : [`${tag(over)} opens at or past the edge of the screen`];
  }

  // What the keyboard comes to, and a bar that stays in place lies on all of it (WCAG 2.4.11).
  const STOPS = `${CONTROLS}, iframe, [tabindex="0"]`;
  function covered() {
    const wrong = [];
    scrollTo(0, 0);
    for (const e of top().querySelectorAll(STOPS)) {
      if (e.tabIndex < 0 || !e.checkVisibility({ visibilityProperty: true })) continue;
      e.focus({ focusVisible: true });
      if (document.activeElement !== e) continue;
      const parts = [e, ...(e.labels || [])];
      const open = parts.some((part) => [...part.getClientRects()].some((box) => points(box).some(
        ([x, y]) => parts.some((one) => one.contains(document.elementFromPoint(x, y))))));
      if (!open) wrong.push(`${tag(e)} is under ${tag(under(e))}`);
    }
    return wrong.slice(0, 6);
  }
  const points = (box) => [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) => [0.04, 0.5, 0.96]
    .map((y) => [box.left + x * box.width, box.top + y * box.height]));
  function under(e) {
    const box = e.getBoundingClientRect();
    return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) ?? document.body;
  }

  // What says by whom it is described, labelled or opened, and names nobody.
  const NAMES = ["aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-details",
    "aria-errormessage", "aria-activedescendant", "for", "list", "form", "popovertarget"];
  const dangling = () => NAMES.flatMap((name) =>
    [...document.querySelectorAll(`[${name}]`)].flatMap((e) =>
      e.getAttribute(name).split(/\s+/).filter((id) => id && !document.getElementById(id))
        .map((id) => `${name}="${id}" names nothing: ${tag(e)}`)));

  const misfits = () => [...wide(), ...spilled(), ...overlapping(), ...astray()];
  const unfold = () => { for (const one of document.querySelectorAll("details")) one.open = true; };

  // Another brand, as the district's own stylesheet would bring it.
  const wear = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  };

  globalThis.sight = { small, wide, misfits, covered, dangling, unfold, wear };
})();
