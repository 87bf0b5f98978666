"""The six questions that come first, and the words of an achievement's page."""

from django.utils.translation import gettext_lazy as _

from waypost.catalog.authoring.specs import Group, Spec

SIX = (
    Group(
        _("What do we want teachers to prove they can do?"),
        (
            Spec(
                "sentence",
                _("The sentence for the teacher"),
                rows=2,
                hint=_("Begin with “I”. One sentence that says what they will be able to do."),
            ),
        ),
        number=1,
    ),
    Group(
        _("How can they test out?"),
        (
            Spec(
                "already",
                _("Already do this? Show us"),
                rows=2,
                hint=_("What somebody sends who can do it today, without any lesson."),
            ),
        ),
        number=2,
    ),
    Group(
        _("How much time should it take a beginner?"),
        (
            Spec(
                "beginner_minutes",
                _("Minutes, about"),
                "number",
                hint=_("60 is an hour. A badge fits into one evening."),
            ),
            Spec(
                "beginner_time",
                _("The same in words"),
                "line",
                most=160,
                hint=_("Such as “About 4 hours over 2 weeks”."),
            ),
        ),
        number=3,
    ),
    Group(
        _("Where will the lessons come from?"),
        (
            Spec(
                "lessons",
                _("Lessons"),
                hint=_(
                    "One a line, with its minutes. All are optional. Write “None” when there are "
                    "none. Markdown and links work."
                ),
            ),
        ),
        number=4,
    ),
    Group(
        _("Who reviews the final product?"),
        (
            Spec(
                "reviewed_by",
                _("Reviewed by"),
                "line",
                most=160,
                hint=_("Such as “A teacher or coach from another campus”."),
            ),
            Spec("review_days", _("Within how many school days"), "number"),
        ),
        number=5,
    ),
    Group(
        _("Will re-evaluations or follow-ups be needed?"),
        (
            Spec(
                "follow_up",
                _("Follow-up"),
                rows=2,
                hint=_("What happens later, and when. Write “None” when nothing does."),
            ),
            Spec(
                "valid_months",
                _("Good for how many months"),
                "number",
                optional=True,
                hint=_("Leave it empty when it does not run out."),
            ),
        ),
        number=6,
    ),
)

WORDS = (
    Group(
        _("Its name"),
        (
            Spec("title", _("Title"), "line", most=120),
            Spec("tagline", _("A line under the title"), "line", optional=True, most=160),
            Spec(
                "public_sentence",
                _("The sentence for everyone"),
                rows=2,
                hint=_("Stands on the public badge. Begin with a verb: “Uses …”, “Builds …”."),
            ),
        ),
    ),
    Group(
        _("Why bother"),
        (
            Spec(
                "why",
                _("Why bother"),
                hint=_("What a teacher gets out of it in class. Markdown works."),
            ),
        ),
    ),
    Group(
        _("How it works"),
        (
            Spec("title", _("Step"), "line", most=120),
            Spec("text", _("What one does"), rows=2),
        ),
        listed="steps",
        each=_("Step %(n)s"),
        add=_("Add a step"),
        hint=_("Three steps or fewer. A badge can do without."),
    ),
    Group(
        _("Use it tomorrow"),
        (
            Spec(
                "use_tomorrow",
                _("Use it tomorrow"),
                optional=True,
                rows=6,
                hint=_("Something to copy and use as it is: a frame, a list, a template."),
            ),
        ),
    ),
    Group(
        _("Read more"),
        (Spec("read_more", _("Read more"), optional=True, rows=2),),
    ),
)
