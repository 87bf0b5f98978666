"""Document, SignedToken and Withdrawal: what was sent out about an award, and its end."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.credentials.models.awards import Award
from waypost.credentials.models.issuers import IssuerKey, StatusList
from waypost.people.models import Owned, Person


class DocumentQuerySet(models.QuerySet["Document"]):
    def unreplaced(self) -> "DocumentQuerySet":
        """What no newer document took the place of."""
        # Not `superseded_by=None`: SQLite takes a unique column for the best index there is, and
        # reads every row without a successor, which is nearly every row, before it asks whose.
        return self.filter(~Q(superseded_by__isnull=False))

    def current(self) -> "Document":
        """The one that is sent out; raises Document.DoesNotExist."""
        return self.unreplaced().get(form=Document.Form.OPEN_BADGE_3)


class Document(Owned):
    """Signed bytes, kept as they were sent out; a correction is another document."""

    class Form(models.TextChoices):
        OPEN_BADGE_3 = "ob3", _("Open Badges 3.0")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="documents")
    form = models.CharField(max_length=8, choices=Form, default=Form.OPEN_BADGE_3)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="documents")
    status_index = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    superseded_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="document_of_district"),
            models.UniqueConstraint(
                fields=["district", "status_list", "status_index"], name="status_place_once"
            ),
            models.UniqueConstraint(
                fields=["district", "award", "form"],
                condition=Q(superseded_by=None),
                name="one_current_document",
            ),
        ]
        indexes = [
            # All that a status list is made from: a document's own row is 30 kB to walk past.
            models.Index(
                fields=["status_list", "award", "superseded_by", "status_index"],
                name="documents_of_a_status_list",
            ),
        ]


class SignedToken(Owned):
    """A document once more as a signed token (VC-JWT), made when somebody first asked for it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="tokens")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "document", "key"], name="one_token_of_a_key"
            ),
        ]


class Withdrawal(Owned):
    """The district no longer stands behind the award, and says why."""

    class Reason(models.TextChoices):
        ERROR = "error", _("Issued in error")
        EVIDENCE = "evidence", _("The evidence was not the earner's own")
        PRIVACY = "privacy", _("A privacy problem in the evidence")
        REQUEST = "request", _("The earner asked for it")
        OTHER = "other", _("Another reason")

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=12, choices=Reason)
    # For the earner and the team only; the public page shows the class of reason.
    note = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()
