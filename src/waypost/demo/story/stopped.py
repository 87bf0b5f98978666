"""What was begun and set aside: nobody has to go on."""

from waypost.demo.story.shapes import Say, Try, When, Work

WORKS = (
    Work(
        who="farah.siddiqui",
        slug="check-and-change",
        tries=(
            Try(
                begun=When(33, "17:15"),
                parts=(
                    Say(
                        piece=1,
                        text=(
                            "Which of the four is the main idea? My three wrong answers are all"
                            " details, and I can't say yet what a student thinks who picks them."
                        ),
                    ),
                ),
            ),
        ),
        aside=When(21, "16:48"),
    ),
)
