"""What an earner may show beside a badge, and what of it is signed into the badge itself."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from waypost.credentials import showing
from waypost.credentials.content import signed_evidence
from waypost.credentials.issuing import Superseded
from waypost.credentials.keys import KeyMissing
from waypost.credentials.mending import NotStanding
from waypost.credentials.models import Award
from waypost.credentials.policies import may_share
from waypost.evidence.models import Artifact, Attempt, Students
from waypost.openbadges import MOST_EVIDENCE
from waypost.pages.mend import no_key
from waypost.pages.mend_forms import send_again
from waypost.people.characters import printable
from waypost.people.guards import signed_in
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.people.requests import PersonRequest
from waypost.review.policies import may_look

LONGEST = 300


def showable(award: Award) -> list[Artifact]:
    """What an earner may show beside a badge: never anything with students in it."""
    return list(
        Artifact.objects.filter(
            submission__person__in=award.holder.selves,
            submission__version=award.version_id,
            handed_in_at__isnull=False,
            students=Students.NONE,
        ).present()
    )


def shown_of(award: Award) -> list[Artifact]:
    chosen = set(award.shown)
    return [a for a in showable(award) if str(a.pk) in chosen] if chosen else []


def shown_to_anyone(award: Award) -> list[Artifact]:
    """None while it does not count: a piece may be the very reason."""
    return shown_of(award) if award.counts else []


def tries_to_hide_in(viewer: Person, award: Award) -> list[Attempt]:
    """Where a piece of it is hidden for good, the newest first; none once all of it is hidden, or
    for whom hiding is not."""
    left = Artifact.objects.filter(attempts=OuterRef("pk"), hidden_at=None)
    tries = Attempt.objects.visible_to(viewer).filter(
        Exists(left),
        submission__person__in=award.holder.selves,
        submission__version=award.version_id,
    )
    tries = tries.select_related("submission__requirement").order_by("-submitted_at", "pk")
    return [each for each in tries if may_look(viewer, each)]


class EvidenceForm(forms.Form):
    """What each shown piece shows, in the earner's words; `document` is the file looked at."""

    document = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, shown: list[Artifact], said: dict[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.shown = shown
        for artifact in shown:
            about = f"{artifact.name}: {artifact.caption}" if artifact.caption else artifact.name
            self.fields[f"about-{artifact.pk}"] = forms.CharField(
                label=about,
                required=False,
                max_length=LONGEST,
                initial=said.get(showing.anchor(artifact.pk), ""),
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=gettext_lazy("What does it show? One sentence, if you like."),
            )

    def left(self, sent: QueryDict) -> list[str]:
        """What was typed for pieces that stand on the public page no more."""
        gone = [name for name in sent if name.startswith("about-") and name not in self.fields]
        return [words for name in gone if (words := str(sent[name]).strip())]

    def is_of(self, sent: QueryDict) -> bool:
        """The same pieces stand on the public page as when this was opened."""
        return {name for name in sent if name.startswith("about-")} == {
            name for name in self.fields if name.startswith("about-")
        }

    @property
    def pieces(self) -> list[showing.Piece]:
        return [
            showing.Piece(
                id=artifact.pk,
                name=artifact.name,
                kind=str(artifact.get_kind_display()),
                caption=artifact.caption,
                narrative=" ".join(printable(self.cleaned_data[f"about-{artifact.pk}"]).split()),
            )
            for artifact in self.shown
        ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put what stands on the public page into the signed badge, or take it out again."""
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    if not may_share(request.viewer, award):
        raise NotAllowed
    document = award.documents.current()
    named = signed_evidence(document)
    shown = shown_of(award) if award.is_open_to_all else []
    said = {each.id.rpartition("#")[2]: each.narrative for each in named}
    form = EvidenceForm(
        request.POST or None, shown=shown, said=said, initial={"document": document.pk}
    )
    if request.method == "POST" and form.is_valid() and _signed(request, award, form):
        return redirect("pages:badge", pk=award.pk)
    context = {"award": award, "form": form, "shown": shown, "named": named}
    context["typed"] = form.left(request.POST)
    return render(request, "pages/badge_evidence.html", context)


def _signed(request: PersonRequest, award: Award, form: EvidenceForm) -> bool:
    """False when the form has more to say."""
    taken_out = "take_out" in request.POST
    if not taken_out and not form.is_of(request.POST):
        form.add_error(
            None, _("What stands on the public page changed meanwhile. Look at it again.")
        )
        return False
    pieces = [] if taken_out else form.pieces
    found = award.documents.filter(pk=form.cleaned_data["document"]).first()
    try:
        if found is None:
            raise Superseded
        showing.sign_evidence(document=found, pieces=pieces, by=request.viewer, at=timezone.now())
    except Superseded:
        again = _(
            "The badge was signed anew meanwhile. Look at it again, then send this once more."
        )
        send_again(form, request.POST, award, again)
    except NotStanding:
        messages.warning(request, _("It was withdrawn, so nothing can be signed."))
    except showing.NotPublic:
        messages.warning(request, _("Make the badge public first, and choose what stands on it."))
    except showing.TooMany:
        most = _("A badge holds at most %(most)d pieces. Choose fewer on its page, then sign it.")
        form.add_error(None, most % {"most": MOST_EVIDENCE})
    except showing.SaidAlready:
        messages.info(request, _("The signed badge says exactly this already."))
    except KeyMissing:
        form.add_error(None, no_key())
    else:
        messages.success(request, _signed_words(len(pieces)))
    return form.is_valid()


def _signed_words(pieces: int) -> str:
    if not pieces:
        return _("Signed anew without evidence. Save the new badge file; the old one is over.")
    return ngettext(
        "Signed anew, with 1 piece in it. Save the new badge file; the old one is over.",
        "Signed anew, with %(n)s pieces in it. Save the new badge file; the old one is over.",
        pieces,
    ) % {"n": pieces}
