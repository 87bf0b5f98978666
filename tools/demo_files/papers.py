# ruff: noqa: E501, INP001 - a drawing reads best with its coordinates on one line
"""The documents a teacher would send: a plan as PDF, a script as an office document."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import typst

PLAN = """
#set document(title: "Your question: adding unlike denominators", author: ())
#set page(width: 8.5in, height: 11in, margin: (x: 0.9in, y: 0.8in))
#set text(font: "Liberation Sans", size: 11pt, lang: "en", region: "US")
#set par(leading: 0.68em)
#show heading.where(level: 1): set text(18pt)
#show heading.where(level: 2): set text(12.5pt, fill: rgb("#00554c"))
#show heading.where(level: 2): set block(above: 1.5em, below: 0.7em)

= Adding fractions with unlike denominators
Grade 5 math · TEKS 5.3(H) · one 55-minute period · 22 students

== Where I usually move on without knowing
After the second example. They can follow me from 3/6 + 2/6, but I don't know who thinks the
sixths come from nowhere.

== The question (one screen, everyone answers)
#align(center)[#text(20pt)[$ 1/2 + 1/3 = quad ? $]]
#table(
  columns: (auto, auto, 1fr),
  inset: 7pt,
  stroke: 0.6pt + rgb("#9fb3ae"),
  fill: (_, row) => if row == 0 { rgb("#e3f0ec") },
  table.header([*Choice*], [*Answer*], [*A student picks this if they think*]),
  [A], [2/5], [add the tops, add the bottoms],
  [B], [5/6], [_(right)_ same-size pieces first, then count them],
  [C], [2/6], [add the tops, multiply the bottoms],
  [D], [1], [they look like they fill the whole],
)

== If about a quarter or more misses it (6 of 22)
Nobody explains. Fraction strips in pairs, before any rule. I ask: _is your answer more or less
than the half you started with?_ Then a second question, 1/4 + 2/3, on their own.

== Everyone answers
- No working device: a sticky note with the letter, handed to me before I open the chart.
- Read aloud: question and choices, for two students, while the others read.
- Spanish: the same words on the second half of the screen.

== Minutes
#table(
  columns: (auto, 1fr),
  inset: 6pt,
  stroke: 0.6pt + rgb("#9fb3ae"),
  [9:20], [Warm-up: same denominators, on paper],
  [9:32], [Two examples together],
  [9:39], [The question. Two minutes. Look before anyone talks.],
  [9:42], [The move, or keep going],
  [9:52], [Second question],
  [9:56], [Practice; I pull whoever still shows A at 10:30],
)
"""

NOTE = """
#set document(title: "A visitor's note: devices in 3rd period", author: ())
#set page(width: 8.5in, height: 11in, margin: (x: 1in, y: 0.9in))
#set text(font: "Liberation Serif", size: 12pt, lang: "en", region: "US")
#set par(leading: 0.75em, spacing: 1.1em)
#show heading: set text(15pt)

= Visitor's note
*Who:* campus coach · *Where:* grade 6 science, 3rd period · *Students present:* 26

I sat at the back from the bell. The routine card is on the wall by the door and again on the
first slide. Times are from the classroom timer.

#table(
  columns: (auto, auto, 1fr),
  inset: 7pt,
  stroke: 0.6pt + luma(150),
  table.header([*What*], [*Seconds*], [*What I saw*]),
  [Start], [52], [Two students read the card to each other. One forgot to plug in and shared.],
  [Eyes up], [6], [All lids at half. One student was reminded by her partner, not by the teacher.],
  [Something broke], [--], [A login page kept coming back. He closed the tab, asked his partner,
    took the paper copy and put the red card up. The teacher came four minutes later.],
  [Close], [58], [Numbers on the shelf matched. The class asked to hear the time.],
)

I heard the teacher's voice for directions about science, and four times about devices.
"""


CARD = """
#set document(title: "Our Chromebook card, grade 7", author: ())
#set page(width: 11in, height: 8.5in, margin: 0.6in, fill: rgb("#fffdf6"))
#set text(font: "Liberation Sans", size: 17pt, lang: "en", region: "US")
#set par(leading: 0.6em)
#let part(color, title, goal, body) = block(
  width: 100%, height: 2.85in, inset: 18pt, radius: 10pt, stroke: 3pt + color, fill: white,
)[#text(24pt, fill: color, weight: "bold")[#title] #h(1fr) #text(15pt)[#goal] #v(4pt) #body]

#align(center)[#text(30pt, weight: "bold")[Chromebooks in room 214]]
#grid(columns: (1fr, 1fr), gutter: 14pt,
  part(rgb("#00695c"), "START", "60 seconds")[
    + Two hands, lid closed, to your seat.
    + Open. Sign in. Page on the board.
    + Hands in your lap means ready.],
  part(rgb("#1e54a8"), "EYES UP", "5 seconds")[
    + Lid at half.
    + Hands off, eyes on the speaker.],
  part(rgb("#b3261e"), "SOMETHING'S BROKEN", "")[
    + Close the tab. Open it again.
    + Ask your elbow partner.
    + Paper copy from the tray. Red card up.],
  part(rgb("#70407e"), "CLOSE", "60 seconds")[
    + Turn in or save. Close every tab.
    + Lid down.
    + Plug in at your own number.],
)
"""


def pdfs() -> dict[str, bytes]:
    made = {"plan.pdf": PLAN, "visitor-note.pdf": NOTE, "routine-card.pdf": CARD}
    return {name: typst.compile(text.encode(), format="pdf") for name, text in made.items()}


SCRIPT = (
    ("Heading1", "How-to script: turn in a photo of your paper"),
    ("", "One task. Under three minutes. Test class, no students in it."),
    ("Heading2", "What I say"),
    ("", "0:00  This shows you how to turn in a photo of your paper. It takes one minute."),
    ("", "0:07  Start in Classwork. Open the assignment with today's date."),
    ("", "0:12  Press Add or create. Then press File."),
    ("", "0:17  Choose Camera. Hold your paper flat and take the photo."),
    ("", "0:23  Press Turn in. Press it again to say yes."),
    ("", "0:29  You know it worked when you see “Turned in”."),
    ("Heading2", "Words the captions got wrong the first time"),
    ("", "“class work” to “Classwork” (twice), “turn inn” to “Turn in” (three times)."),
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def docx() -> bytes:
    body = ""
    for style, text in SCRIPT:
        size, bold = {"Heading1": (36, "<w:b/>"), "Heading2": (28, "<w:b/>")}.get(style, (22, ""))
        body += (
            f'<w:p><w:pPr><w:spacing w:after="160"/></w:pPr><w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        )
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELS),
            ("word/document.xml", document),
        ):
            parcel.writestr(
                zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
