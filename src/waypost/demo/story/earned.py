"""What colleagues have earned: private, public, withdrawn, and one that ran out."""

from waypost.demo.story.shapes import (
    AWARD,
    DEMONSTRATED,
    Link,
    Look,
    Put,
    Say,
    Score,
    Shared,
    TakenBack,
    Try,
    When,
    Work,
)

FORMS = "https://forms.pecanflats.example"
FILMS = "https://videos.pecanflats.example"


def _quick(by: str, days: int, clock: str, minutes: int, *comments: str) -> Look:
    """All rows demonstrated at the first look, each with its comment or none."""
    hour, minute = (int(part) for part in clock.split(":"))
    end = hour * 60 + minute + minutes
    return Look(
        by=by,
        start=When(days, clock),
        end=When(days, f"{end // 60:02}:{end % 60:02}"),
        verdict=AWARD,
        scores=tuple(Score(row, DEMONSTRATED, said) for row, said in enumerate(comments, 1)),
    )


def _quiz(
    who: str, quiz: str, link: str, sentence: str, days: int, look: Look, shared: Shared | None
) -> Work:
    return Work(
        who=who,
        slug="google-forms",
        shared=shared,
        tries=(
            Try(
                begun=When(days + 2, "19:10"),
                handed_in=When(days, "16:25"),
                parts=(
                    Link(piece=1, url=f"{FORMS}/{link}", caption="Open to our district."),
                    Put(piece=2, file=f"{quiz}-feedback.png"),
                    Put(piece=3, file=f"{quiz}-summary.png"),
                    Say(piece=4, text=sentence),
                ),
                looks=(look,),
            ),
        ),
    )


def _class(
    who: str,
    pictures: str,
    sentence: str,
    days: int,
    look: Look,
    shared: Shared | None = None,
    withdrawn: TakenBack | None = None,
) -> Work:
    return Work(
        who=who,
        slug="google-classroom",
        shared=shared,
        withdrawn=withdrawn,
        tries=(
            Try(
                begun=When(days + 3, "18:00"),
                handed_in=When(days, "07:40"),
                parts=(
                    Put(piece=1, file=f"classwork-{pictures}.png"),
                    Put(piece=2, file=f"assignment-{pictures}.png"),
                    Say(piece=3, text=sentence),
                ),
                looks=(look,),
            ),
        ),
    )


DENISE = Work(
    who="denise.fontenot",
    slug="chromebooks-open-closed",
    tries=(
        Try(
            begun=When(35, "16:10"),
            handed_in=When(19, "15:58"),
            parts=(
                Put(piece=1, file="routine-poster.jpg", caption="Grade 6 science, by the door."),
                Say(
                    piece=2,
                    text=(
                        "Starts, 3rd period, 26 students, with the classroom timer.\n"
                        "Before: <34> 168 s, <33> 175 s, <32> 190 s, <31> 152 s, <30> 170 s.\n"
                        "After: <24> 70 s, <23> 61 s, <22> 55 s, <21> 52 s, <20> 52 s."
                    ),
                ),
                Put(
                    piece=3,
                    file="visitor-note.pdf",
                    caption="The coach's note: students read the card to each other.",
                ),
                Put(
                    piece=3,
                    file="red-card.jpg",
                    caption="His login kept coming back. Paper copy, red card, working.",
                ),
                Say(
                    piece=4,
                    prompt=0,
                    text=(
                        "171 seconds before, 58 after: 113 seconds, four times a day, five days."
                        " That is 38 minutes a week. Day 3 did it, the day I handed out broken"
                        " things. Until then they knew the card and still waited for me."
                    ),
                ),
                Say(
                    piece=4,
                    prompt=1,
                    text=(
                        "A login page that kept coming back: he closed the tab, asked his partner,"
                        " took the paper copy and put the red card up (photo). A dead battery in"
                        " 5th period: she shared with her partner and plugged hers in at the back"
                        " without asking. I noticed four minutes later."
                    ),
                ),
                Say(
                    piece=4,
                    prompt=2,
                    text=(
                        "Eyes up slipped in the third week, so we practiced it again on a Monday:"
                        " lids at half, six seconds. I'll add a picture to step 2 for the students"
                        " who join in January, because they learn it from the card, not from me."
                    ),
                ),
            ),
            looks=(
                _quick(
                    "ellis.boone",
                    17,
                    "12:20",
                    24,
                    "Four parts, and I could follow it from the back of the room.",
                    "The note has students reading it to each other. That's taught.",
                    "38 minutes a week, and you say what did it.",
                    "Both breakdowns end without you. I'm stealing the red card.",
                ),
            ),
        ),
    ),
)

SAMUEL = Work(
    who="samuel.reyes",
    slug="screen-recorder",
    shared=Shared(at=When(262, "17:00")),
    tries=(
        Try(
            begun=When(274, "17:05"),
            handed_in=When(272, "17:31"),
            parts=(
                Link(
                    piece=1,
                    url=f"{FILMS}/share-a-recording",
                    caption="1:48, captions corrected.",
                ),
                Say(
                    piece=2,
                    text=(
                        "How do I share my reading with my group? Eleven of 24 did it from the"
                        " video without asking, and two of those showed the others."
                    ),
                ),
            ),
            looks=(
                _quick(
                    "grace.adeyemi",
                    270,
                    "09:00",
                    12,
                    "1:48 and one task.",
                    "Menu names are right, all of them.",
                    "",
                    "Eleven of 24 is a number I can use.",
                    "",
                ),
            ),
        ),
    ),
)

WORKS = (
    DENISE,
    SAMUEL,
    _quiz(
        "devon.price",
        "civics",
        "three-branches",
        "Q3, who can say that a law breaks the Constitution, was missed by 16 of 27; on Monday we"
        " sorted twelve headlines by branch before I said a word.",
        33,
        _quick("grace.adeyemi", 31, "08:35", 9, "Six keys.", "Page 88: good.", "", "Headlines!"),
        Shared(at=When(30, "12:05"), show=("civics-summary.png",)),
    ),
    _quiz(
        "anh.tuyet",
        "place",
        "place-value",
        "Question 2, ten times as big as 40, was missed by 12 of 19, so we built ten groups of 40"
        " with blocks and they counted hundreds.",
        26,
        _quick(
            "omar.castellano", 25, "14:02", 8, "", "“Build it” is feedback.", "", "Blocks: yes."
        ),
        None,
    ),
    _quiz(
        "guadalupe.montemayor",
        "texas",
        "republic-of-texas",
        "Q3 was missed by 32 of 52; I gave them three letters from 1844 and asked who was voting"
        " and why, and asked Q3 again on Friday.",
        34,
        _quick("grace.adeyemi", 32, "10:40", 11, "", "The timeline, well chosen.", "", "Letters."),
        Shared(at=When(31, "20:10")),
    ),
    _class(
        "layla.haddad",
        "reading",
        "A girl who was out for three days listened to both chapters at home and came back with her"
        " place marked.",
        28,
        _quick(
            "omar.castellano",
            27,
            "11:10",
            7,
            "“I was absent” as a topic. Copying that.",
            "",
            "",
            "",
        ),
        shared=Shared(at=When(26, "15:50"), show=("classwork-reading.png",)),
    ),
    _class(
        "nkechi.obi",
        "math",
        "A student who was at a track meet did 1 to 4 on the bus and asked about number 5.",
        14,
        _quick("grace.adeyemi", 13, "09:25", 6, "Clear topics.", "", "", ""),
        withdrawn=TakenBack(
            by="tessa.whitlock",
            at=When(7, "13:40"),
            reason="error",
            note=(
                "We awarded this for a class page that your co-teacher had made. It was our"
                " mistake, not yours. Send your own whenever it suits you."
            ),
        ),
    ),
)
