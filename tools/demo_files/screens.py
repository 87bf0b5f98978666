# ruff: noqa: E501, INP001 - a drawing reads best with its coordinates on one line
"""Pictures of screens, drawn as SVG: plain words and shapes, no maker's marks."""

from __future__ import annotations

from html import escape

INK, SOFT, LINE = "#202124", "#5f6368", "#dadce0"
FACE = "Noto Sans"
PLUM, TEAL = "#5b3f8c", "#00695c"


def text(
    x: float,
    y: float,
    words: str,
    size: float = 16,
    *,
    fill: str = INK,
    weight: int = 400,
    end: str = "start",
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{FACE}" font-size="{size}" fill="{fill}" '
        f'font-weight="{weight}" text-anchor="{end}">{escape(words)}</text>'
    )


def box(
    x: float, y: float, w: float, h: float, fill: str, *, r: float = 0, line: str = "none"
) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" stroke="{line}"/>'
    )


def page(w: int, h: int, parts: list[str], back: str = "#ffffff") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
        + box(0, 0, w, h, back)
        + "".join(parts)
        + "</svg>"
    )


def results(question: str, answers: list[tuple[str, int]], right: int, clock: str) -> str:
    """The one-question check as the class saw it: bars, counts, no names."""
    total = sum(n for _, n in answers)
    parts = [
        box(0, 0, 1120, 56, "#eef1f0"),
        text(28, 36, "Quick check", 20, weight=700),
        text(1092, 36, clock, 20, fill=SOFT, end="end"),
        text(40, 112, question, 30, weight=700),
        text(40, 148, f"{total} responses", 19, fill=SOFT),
    ]
    for i, (label, n) in enumerate(answers):
        y = 186 + i * 96
        width = max(6, 720 * n / total)
        color = TEAL if i == right else "#8a97a6"
        parts += [
            text(40, y + 40, "ABCD"[i], 26, weight=700),
            box(88, y, 760, 62, "#f1f3f4", r=6),
            box(88, y, width * 760 / 720, 62, color, r=6),
            text(104, y + 40, label, 22, fill="#ffffff" if width > 150 else INK, weight=600),
            text(872, y + 40, f"{n}  ({n * 100 / total:.0f}%)", 22, weight=600),
        ]
    parts.append(
        text(40, 600, "Names are off. Answers can't be changed after the timer.", 16, fill=SOFT)
    )
    return page(1120, 640, parts)


def _form_top(title: str, tab: str, color: str) -> list[str]:
    parts = [
        box(0, 0, 1000, 64, "#ffffff"),
        box(0, 63, 1000, 1, LINE),
        text(32, 40, title, 22, weight=600),
    ]
    for i, name in enumerate(("Questions", "Responses", "Settings")):
        on = name == tab
        x = 560 + i * 140
        parts.append(
            text(
                x + 60,
                40,
                name,
                17,
                fill=color if on else SOFT,
                weight=600 if on else 400,
                end="middle",
            )
        )
        if on:
            parts.append(box(x + 10, 59, 100, 5, color, r=2))
    return parts


def question(
    title: str,
    number: int,
    ask: str,
    options: list[str],
    right: int,
    points: int,
    feedback: str,
    *,
    top: bool = True,
) -> str:
    """A quiz question with its answer key open."""
    parts = [
        *(_form_top(title, "Questions", PLUM) if top else []),
        box(40, 92, 920, 470, "#ffffff", r=10, line=LINE),
    ]
    parts += [
        box(40, 92, 8, 470, PLUM, r=4),
        text(76, 142, "Answer key", 17, fill=SOFT, weight=600),
        box(800, 116, 130, 40, "#f4f0fa", r=8),
        text(
            865,
            142,
            f"{points} point" + ("s" if points > 1 else ""),
            17,
            fill=PLUM,
            weight=600,
            end="middle",
        ),
        text(76, 190, f"{number}.  {ask}", 22, weight=600),
    ]
    for i, option in enumerate(options):
        y = 222 + i * 54
        good = i == right
        if good:
            parts.append(box(70, y, 860, 46, "#e6f4ea", r=8))
        parts.append(
            f'<circle cx="98" cy="{y + 23}" r="10" fill="none" stroke="{"#137333" if good else SOFT}" stroke-width="2"/>'
        )
        if good:
            parts.append(f'<circle cx="98" cy="{y + 23}" r="5" fill="#137333"/>')
            parts.append(
                f'<path d="M880 {y + 23}l7 8 14-16" fill="none" stroke="#137333" stroke-width="3"/>'
            )
        parts.append(text(126, y + 30, option, 19))
    parts += [
        box(70, 452, 860, 84, "#faf7fd", r=8),
        text(92, 482, "Feedback for incorrect answers", 15, fill=SOFT, weight=600),
        text(92, 512, feedback or "Add answer feedback", 17, fill=INK if feedback else "#9aa0a6"),
    ]
    return page(1000, 600, parts, "#f4f1f8")


def feedback(
    title: str, ask: str, options: list[str], picked: int, right: int, words: list[str], score: str
) -> str:
    """What a student reads after a wrong answer, with the score that came by itself."""
    h = 640 + 28 * len(words)
    parts = [
        box(0, 0, 760, 96, PLUM),
        text(36, 58, title, 24, fill="#ffffff", weight=600),
        text(36, 146, "Your score", 17, fill=SOFT),
        text(36, 186, score, 34, weight=700),
        box(24, 214, 712, h - 240, "#ffffff", r=10, line=LINE),
        '<path d="M50 250l16 16M66 250l-16 16" stroke="#b3261e" stroke-width="3.4"/>',
        text(84, 268, ask, 21, weight=600),
    ]
    for i, option in enumerate(options):
        y = 292 + i * 54
        tint = "#fce8e6" if i == picked else "none"
        color = "#b3261e" if i == picked else SOFT
        parts.append(box(44, y, 672, 46, tint, r=8))
        parts.append(
            f'<circle cx="70" cy="{y + 23}" r="10" fill="none" stroke="{color}" stroke-width="2"/>'
        )
        if i == picked:
            parts.append(f'<circle cx="70" cy="{y + 23}" r="5" fill="{color}"/>')
        parts.append(text(96, y + 30, option, 19))
    y = 524
    parts += [
        box(44, y, 672, 54 + 28 * len(words), "#f4f0fa", r=8),
        box(44, y, 6, 54 + 28 * len(words), PLUM, r=3),
        text(68, y + 34, "Feedback", 16, fill=PLUM, weight=700),
        *[text(68, y + 64 + 28 * i, line, 18) for i, line in enumerate(words)],
    ]
    return page(760, h, parts, "#f4f1f8")


def summary(title: str, count: int, items: list[tuple[str, int, int]], *, leak: str = "") -> str:
    """The Summary tab: how many had each question right. `leak` is a name that should not show."""
    top = 200
    h = top + 150 * len(items) + 40
    parts = [*_form_top(title, "Responses", PLUM)]
    parts += [text(40, 122, f"{count} responses", 30, weight=700)]
    for i, name in enumerate(("Summary", "Question", "Individual")):
        x = 40 + i * 130
        parts.append(
            text(x, 168, name, 17, fill=PLUM if not i else SOFT, weight=600 if not i else 400)
        )
        if not i:
            parts.append(box(x, 178, 84, 4, PLUM, r=2))
    if leak:
        parts += [
            '<circle cx="800" cy="118" r="22" fill="#c2703d"/>',
            text(800, 125, leak[0], 20, fill="#ffffff", weight=600, end="middle"),
            text(834, 124, leak, 17, weight=600),
            text(834, 148, "handed in just now", 13, fill=SOFT),
        ]
    for i, (ask, good, of) in enumerate(items):
        y = top + i * 150
        parts += [
            box(32, y, 936, 132, "#ffffff", r=10, line=LINE),
            text(58, y + 36, ask, 18, weight=600),
            text(58, y + 62, f"{good} of {of} correct", 15, fill=SOFT),
            box(58, y + 80, 760, 26, "#f1f3f4", r=5),
            box(58, y + 80, 760 * good / of, 26, PLUM if good * 2 > of else "#b26a00", r=5),
            text(842, y + 100, f"{good * 100 / of:.0f}%", 18, weight=700),
        ]
    return page(1000, h, parts, "#f4f1f8")


def classwork(
    topics: list[tuple[str, list[tuple[str, str]]]], *, name: str = "Science, grade 5, block B"
) -> str:
    """A Classwork page with its topics; the class list is on another tab."""
    parts = [
        box(0, 0, 1000, 64, "#ffffff"),
        box(0, 63, 1000, 1, LINE),
        text(32, 40, name, 22, weight=600),
    ]
    for i, tab in enumerate(("Stream", "Classwork", "People")):
        on = i == 1
        parts.append(
            text(
                560 + i * 140,
                40,
                tab,
                17,
                fill=TEAL if on else SOFT,
                weight=600 if on else 400,
                end="middle",
            )
        )
    parts.append(box(640, 59, 120, 5, TEAL, r=2))
    y = 104
    for topic, items in topics:
        parts += [
            text(60, y + 34, topic, 26, fill=TEAL, weight=600),
            box(60, y + 50, 880, 1.5, TEAL),
        ]
        y += 62
        for title, due in items:
            parts += [
                f'<circle cx="86" cy="{y + 26}" r="17" fill="#dcefea"/>',
                f'<path d="M79 {y + 18}h14v17h-14zM82 {y + 23}h8M82 {y + 28}h8" fill="none" stroke="{TEAL}" stroke-width="1.8"/>',
                text(120, y + 33, title, 19),
                text(930, y + 33, due, 16, fill=SOFT, end="end"),
                box(60, y + 52, 880, 1, LINE),
            ]
            y += 56
        y += 22
    return page(1000, y + 20, parts)


def assignment(title: str, due: str, steps: list[str], file: str, share: str) -> str:
    """One assignment as a student sees it."""
    h = 330 + 42 * len(steps) + 130
    parts = [
        '<circle cx="66" cy="72" r="26" fill="#00695c"/>',
        '<path d="M56 60h20v25h-20zM60 67h12M60 74h12" fill="none" stroke="#fff" stroke-width="2.4"/>',
        text(110, 68, title, 28, weight=600),
        text(110, 98, "10 points", 17, fill=SOFT),
        text(960, 98, due, 18, weight=600, end="end"),
        box(40, 122, 920, 2, TEAL),
    ]
    for i, step in enumerate(steps):
        parts.append(text(60, 172 + 42 * i, step, 20, weight=600 if not i else 400))
    y = 190 + 42 * len(steps)
    parts += [
        box(60, y, 620, 96, "#ffffff", r=10, line=LINE),
        box(60, y, 110, 96, "#eaf1fb", r=10),
        f'<path d="M98 {y + 24}h34v48h-34zM105 {y + 38}h20M105 {y + 48}h20M105 {y + 58}h12" fill="none" stroke="#30568f" stroke-width="2.4"/>',
        text(196, y + 42, file, 20, weight=600),
        text(196, y + 70, share, 16, fill=SOFT),
        box(40, y + 130, 920, 1, LINE),
        text(60, y + 172, "Class comments are off for this assignment.", 16, fill=SOFT),
    ]
    return page(1000, h, parts)


SALT = "Matter and energy: check 1"
SALT_Q = [
    (
        "Which of these is a physical property?",
        ["It burns", "It rusts", "It is shiny", "It rots"],
        2,
        "Go back to page 14. Can you see it without changing what it is?",
    ),
    (
        "Which one is NOT a state of matter?",
        ["Solid", "Liquid", "Gas", "Energy"],
        3,
        "Try to hold it in a jar. Which one can't you?",
    ),
    (
        "Salt dissolves in a glass of water. Is the salt still there?",
        [
            "No, it melted",
            "No, it became water",
            "Yes, in pieces too small to see",
            "Only the taste is there",
        ],
        2,
        "Think of the scale. What would it read before and after?",
    ),
    (
        "Ice is heated until it is water. What changed?",
        ["Its mass", "Its state", "What it is made of", "Nothing"],
        1,
        "",
    ),
    (
        "Which shows that energy moved?",
        ["A cold spoon gets warm in soup", "A rock sits still", "A box is heavy", "A shirt is red"],
        0,
        "",
    ),
]
CIVICS = "Three branches: 6-question check"


PLACE = "Place value: warm-up check"
TEXAS = "Republic of Texas: 5 questions"


def _more_quizzes() -> dict[str, str]:
    return {
        "place-feedback.png": feedback(
            PLACE,
            "Which number is 10 times as big as 40?",
            ["50", "44", "400", "4"],
            0,
            2,
            [
                "50 is 10 more. Is that 10 times as big?",
                "Build it: ten groups of 40. How many hundreds?",
            ],
            "5 / 7 points",
        ),
        "place-summary.png": summary(
            PLACE,
            19,
            [
                ("1. What is the 6 worth in 3,612?", 16, 19),
                ("2. Which number is 10 times as big as 40?", 7, 19),
                ("3. Put in order: 809, 890, 908", 15, 19),
                ("4. Which is 2 hundreds, 14 tens?", 9, 19),
                ("5. Round 478 to the nearest ten", 13, 19),
            ],
        ),
        "texas-feedback.png": feedback(
            TEXAS,
            "Why did Texas stay a republic for nine years?",
            [
                "It wanted to be an empire",
                "Congress argued about annexation",
                "Mexico owned it",
                "Nobody lived there",
            ],
            2,
            1,
            [
                "Mexico did not agree, and it did not own it then.",
                "Who had to vote for Texas to join? Page 112, the timeline.",
            ],
            "6 / 9 points",
        ),
        "texas-summary.png": summary(
            TEXAS,
            52,
            [
                ("1. Who was the first president of the Republic?", 41, 52),
                ("2. Which came first: Goliad or San Jacinto?", 38, 52),
                ("3. Why did it stay a republic for nine years?", 20, 52),
                ("4. What was a land grant for?", 44, 52),
                ("5. What did annexation change?", 35, 52),
            ],
        ),
    }


def _more_classes() -> dict[str, str]:
    return {
        "classwork-math.png": classwork(
            [
                (
                    "This week",
                    [
                        ("Mon: Ratios, problem set", "Due Tuesday"),
                        ("Wed: Ratio tables, exit slip", "Due Wednesday"),
                    ],
                ),
                (
                    "Unit 2: Ratios",
                    [
                        ("Last Thu: Recipe project", "Closed"),
                        ("Last Tue: What is a ratio?", "Closed"),
                    ],
                ),
                ("Late work and retakes", [("How to ask for a retake", "Always open")]),
            ],
            name="Math 6, 4th period",
        ),
        "assignment-math.png": assignment(
            "Mon: Ratios, problem set",
            "Due Tuesday, 8:00 AM",
            [
                "You will decide which mix is sweeter, and prove it.",
                "1.  Open your copy. Do 1 to 4.",
                "2.  For number 5, draw the table or the tape diagram.",
                "3.  Stuck? The worked example is on page 2.",
            ],
            "Ratios problem set",
            "Students each get a copy",
        ),
        "classwork-geo.png": classwork(
            [
                (
                    "This week",
                    [
                        ("Tue: Map of trade winds", "Due Wednesday"),
                        ("Thu: Monsoon case, notes", "Due Thursday"),
                    ],
                ),
                (
                    "Unit 3: Climate and people",
                    [
                        ("Last Thu: Video, why deserts", "Closed"),
                        ("Last Mon: Climate graph", "Closed"),
                    ],
                ),
                ("Projects", [("Unit 3: City brief, part 1", "Due in 2 weeks")]),
                ("Make up work", [("Start here if you were out", "Always open")]),
            ],
            name="World Geography, 2nd period",
        ),
        "assignment-geo.png": assignment(
            "Tue: Map of trade winds",
            "Due Wednesday, 11:59 PM",
            [
                "You will draw three winds and say who used them.",
                "1.  Open your copy of the map.",
                "2.  Draw and label three arrows.",
                "3.  Under it: one sentence on a port that grew because of one.",
            ],
            "Blank map with grid",
            "Students each get a copy",
        ),
        "classwork-reading.png": classwork(
            [
                ("Today", [("Tue: Chapter 6, read and mark one place", "Due today")]),
                (
                    "Book club: survival stories",
                    [
                        ("Last Fri: Chapter 5 questions", "Closed"),
                        ("Last Wed: Word wall photo", "Closed"),
                    ],
                ),
                ("I was absent", [("Start here: listen to the chapter", "Always open")]),
                ("For families", [("How to listen at home", "Always open")]),
            ],
            name="Grade 4 reading",
        ),
        "assignment-reading.png": assignment(
            "Tue: Chapter 6, mark one place",
            "Due today",
            [
                "You will find the place where the problem gets worse.",
                "1.  Read it, or press play and follow along.",
                "2.  Copy the one sentence that shows it.",
                "3.  Say why in your own words. Spanish or English is fine.",
            ],
            "Chapter 6 with sound",
            "View only",
        ),
    }


def screens() -> dict[str, str]:
    """Every screen picture, by file name."""
    out = {
        "results-941.png": results(
            "1/2 + 1/3 = ?", [("2/5", 9), ("5/6", 8), ("2/6", 3), ("1", 2)], 1, "9:41"
        ),
        "results-953.png": results(
            "1/4 + 2/3 = ?", [("3/7", 2), ("11/12", 18), ("3/12", 2), ("1", 0)], 1, "9:53"
        ),
        "results-density.png": results(
            "The log floats and the nail sinks. Why?",
            [
                ("Wood is light", 11),
                ("Less mass for its size", 9),
                ("It has air in it", 4),
                ("It is bigger", 2),
            ],
            1,
            "10:18",
        ),
        "quiz-feedback.png": feedback(
            SALT,
            "Salt dissolves in water. Is the salt still there?",
            SALT_Q[2][1],
            0,
            2,
            [
                "Think of the scale: what would it read before and after?",
                "Look again at page 17, the picture of the two glasses.",
            ],
            "6 / 8 points",
        ),
        "quiz-summary.png": summary(
            SALT,
            44,
            [
                ("1. Which of these is a physical property?", 36, 44),
                ("2. Which one is NOT a state of matter?", 40, 44),
                ("3. Is the salt still there after it dissolves?", 18, 44),
                ("4. Ice is heated until it is water. What changed?", 33, 44),
                ("5. Which shows that energy moved?", 37, 44),
            ],
        ),
        "civics-feedback.png": feedback(
            CIVICS,
            "Who can say that a law breaks the Constitution?",
            ["The President", "The Supreme Court", "The Senate", "The governor"],
            0,
            1,
            [
                "You may be thinking of who signs a law.",
                "Who decides what the words mean? Page 88, the blue box.",
            ],
            "7 / 9 points",
        ),
        "civics-summary.png": summary(CIVICS, 27, CIVICS_ITEMS),
        "civics-summary-name.png": summary(CIVICS, 27, CIVICS_ITEMS, leak="Jaylen Ortega"),
        "classwork.png": classwork(
            [
                (
                    "This week",
                    [
                        ("Thu: Lab notes, erosion tray", "Due Thursday"),
                        ("Fri: Exit question, what moved?", "Due Friday"),
                    ],
                ),
                (
                    "Unit 3: Changes to land",
                    [
                        ("Last Wed: Reading, rivers cut", "Closed"),
                        ("Last Mon: Vocabulary sort", "Closed"),
                    ],
                ),
                ("Make up and turn in late", [("If you were out: start here", "Always open")]),
            ]
        ),
        "assignment.png": assignment(
            "Thu: Lab notes, erosion tray",
            "Due Thursday, 3:40 PM",
            [
                "You will show what moved, how far, and why.",
                "1.  Open your copy. Your name is already on it.",
                "2.  Fill in the table from your tray. Stop at the graph.",
                "3.  Stuck? Watch the tray again (1 minute), then ask your partner.",
                "4.  Turn in. If you were out: do 1 and 2 from the video.",
            ],
            "Erosion lab notes",
            "Students each get a copy",
        ),
        "classwork-list.png": classwork(
            [
                (
                    "Stuff",
                    [
                        ("Worksheet 4", "No due date"),
                        ("Worksheet 5", "No due date"),
                        ("Video", "No due date"),
                        ("Project!!!", "No due date"),
                    ],
                ),
            ],
            name="World Geography, 2nd period",
        ),
    }
    out |= _more_quizzes() | _more_classes()
    out["quiz-key.png"] = _answer_keys()
    return out


CIVICS_ITEMS = [
    ("1. How many branches are there?", 26, 27),
    ("2. Who writes federal laws?", 21, 27),
    ("3. Who can say that a law breaks the Constitution?", 11, 27),
    ("4. Who commands the armed forces?", 22, 27),
    ("5. What does a veto do?", 17, 27),
    ("6. Which power is shared?", 19, 27),
]


def _answer_keys() -> str:
    """One long picture of all five questions, as a phone makes of a page that is scrolled."""
    parts = []
    for i, (ask, options, right, hint) in enumerate(SALT_Q, start=1):
        one = question(SALT, i, ask, options, right, (1, 1, 2, 2, 2)[i - 1], hint, top=i == 1)
        inner = one[one.index("/>") + 2 : -6]
        parts.append(f'<g transform="translate(0 {490 * (i - 1)})">{inner}</g>')
    return page(1000, 2550, parts, "#f4f1f8")
