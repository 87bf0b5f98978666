"""Two districts never meet in a row, and what is frozen stays as it was, whoever asks."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from tests.cast import NOW
from tests.house.world import World
from waypost.catalog.models import Alignment, Choice, Piece, Requirement, Row, Step, Version
from waypost.credentials.models import Correction, Document, Met, Withdrawal
from waypost.evidence.models import Artifact, Attempt
from waypost.journal.models import Entry
from waypost.people.models import Change
from waypost.people.tenancy import owned_references
from waypost.program.models import InvitationText, Message

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("house-world")]

SOURCE = Path(__file__).resolve().parents[2] / "src" / "waypost"
# Found by anyone who holds the address, so unique in the whole house: 128 random bits.
UNIQUE_EVERYWHERE = {
    "credentials.Award.public_id",
    "people.AddressCheck.nonce",
    "people.AddressCheck.token",
    "program.Invitation.token",
}


def owned() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("waypost.") and _has(m)]


def _has(model: type[models.Model]) -> bool:
    try:
        model._meta.get_field("district")
    except FieldDoesNotExist:
        return False
    return isinstance(model._meta.get_field("district"), models.ForeignKey)


def unique_sets(model: type[models.Model]) -> set[tuple[str, ...]]:
    return {
        tuple(rule.fields)
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    }


def test_every_row_that_is_pointed_at_can_be_named_by_district_and_id() -> None:
    targets = {field.remote_field.model for _model, field in owned_references(owned())}
    without = [m._meta.label for m in targets if ("district", "id") not in unique_sets(m)]
    assert len(targets) > 10
    assert without == []


def test_whatever_is_unique_is_so_within_its_district() -> None:
    across = [
        f"{model._meta.label}: {fields}"
        for model in owned()
        for fields in unique_sets(model)
        if "district" not in fields
    ]
    across += [
        f"{model._meta.label}.{field.name}"
        for model in owned()
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key and not field.is_relation
    ]
    assert set(across) - UNIQUE_EVERYWHERE == set()


def test_every_row_says_whose_it_is() -> None:
    """All but those of the libraries, the district's own and what lies below the districts."""
    without = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("waypost.") and not _has(model)
    }
    assert without == {
        "people.Account",
        "people.District",
        "journal.Entry",
        "journal.Delivery",
    }


def test_no_row_of_two_districts_at_work_points_into_the_other(world: World) -> None:
    wrong = []
    looked = 0
    for model, field in owned_references(owned()):
        pairs = model._default_manager.exclude(**{field.name: None}).values_list(
            "district", f"{field.name}__district"
        )
        looked += len(pairs)
        wrong += [f"{model._meta.label}.{field.name}" for mine, other in pairs if mine != other]
    for model in owned():
        for many in model._meta.local_many_to_many:
            pairs = model._default_manager.exclude(**{many.name: None}).values_list(
                "district", f"{many.name}__district"
            )
            looked += len(pairs)
            wrong += [f"{model._meta.label}.{many.name}" for one, two in pairs if one != two]
    assert looked > 300
    assert wrong == []


def test_the_database_itself_refuses_a_reference_into_another_district(world: World) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot add a composite key to a table that exists")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, array_agg(a.attname::text ORDER BY a.attname)"
            " FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)"
            " WHERE c.contype = 'f' GROUP BY c.oid, c.conrelid"
        )
        kept = {(table, tuple(columns)) for table, columns in cursor.fetchall()}
    missing = [
        f"{model._meta.label}.{field.name}"
        for model, field in owned_references(owned())
        if (model._meta.db_table, tuple(sorted(("district_id", field.column)))) not in kept
    ]
    assert missing == []
    stolen = Artifact.objects.filter(pk=world.here.photo.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        stolen.update(submission=world.there.draft)


FROZEN: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Change, {"note": "Another"}),
    (Correction, {"note": "Another"}),
    (Version, {"title": "Another"}),
    (Version, {"published_at": None}),
    (Step, {"text": "Another"}),
    (Alignment, {"code": "Another"}),
    (Requirement, {"title": "Another"}),
    (Piece, {"text": "Another"}),
    (Row, {"demonstrated": "Another"}),
    (Choice, {"count": 9}),
    (Entry, {"facts": {}}),
    (Entry, {"actor": "somebody else"}),
    (Attempt, {"words": []}),
    (Attempt, {"described": {}}),
    (Attempt, {"try_number": 9}),
    (Attempt, {"due_at": NOW}),
    (Met, {"basis": {}}),
    (Document, {"body": b"{}"}),
    (Withdrawal, {"note": "Another"}),
    (InvitationText, {"body": "Another"}),
    (Message, {"text": "Another"}),
]
FROZEN_MODELS: list[type[models.Model]] = sorted({m for m, _ in FROZEN}, key=lambda m: m.__name__)


def frozen_rows(model: type[models.Model]) -> models.QuerySet[Any]:
    rows = model._default_manager.all()
    if model is Version:
        rows = rows.exclude(published_at=None)
    elif model in {Piece, Row, Choice}:
        rows = rows.exclude(requirement__version__published_at=None)
    elif model in {Step, Alignment, Requirement}:
        rows = rows.exclude(version__published_at=None)
    return rows


@pytest.mark.parametrize(
    ("model", "change"), FROZEN, ids=[f"{m.__name__}-{next(iter(c))}" for m, c in FROZEN]
)
def test_what_is_frozen_refuses_to_change(
    world: World, model: type[models.Model], change: dict[str, Any]
) -> None:
    one = frozen_rows(model).first()
    assert one is not None, "there is none to try it on"
    with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
        model._default_manager.filter(pk=one.pk).update(**change)


@pytest.mark.parametrize("model", FROZEN_MODELS)
def test_what_is_frozen_is_not_deleted(world: World, model: type[models.Model]) -> None:
    """By SQL itself: what points at it is asked before, and would refuse many of them."""
    one = frozen_rows(model).first()
    assert one is not None, "there is none to try it on"
    assert delete_by_sql(model._meta.db_table, one.pk) == "frozen"


def test_what_hangs_on_a_frozen_row_is_not_cut_off(world: World) -> None:
    cut = (
        (Row.pieces.through, {"row__requirement__version__published_at": None}),
        (Choice.achievements.through, {"choice__requirement__version__published_at": None}),
        (Attempt.artifacts.through, {"pk": None}),
    )
    for through, draft in cut:
        one = through._default_manager.exclude(**draft).first()
        assert one is not None
        assert delete_by_sql(through._meta.db_table, one.pk) == "frozen"


def test_nothing_is_put_into_a_try_that_has_ended(world: World) -> None:
    ended = Attempt.objects.exclude(outcome="").first()
    assert ended
    other = Artifact.objects.exclude(attempts=ended).filter(district=ended.district).first()
    assert other
    with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
        ended.artifacts.add(other)
    with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
        Attempt.artifacts.through.objects.filter(attempt=ended).update(artifact=other)


def test_a_draft_of_the_catalog_may_be_deleted(world: World) -> None:
    requirement = world.here.unpublished.requirements.filter(rows__isnull=False).first()
    assert requirement
    row = requirement.rows.first()
    assert row
    row.pieces.clear()
    assert row.delete()[0] == 1
    assert not Row.objects.filter(pk=row.pk).exists()


def delete_by_sql(table: str, pk: Any) -> str:
    key = pk.hex if connection.vendor == "sqlite" and hasattr(pk, "hex") else pk
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table}" WHERE id = %s', [key])  # noqa: S608  # our own
            return f"{cursor.rowcount} deleted"
    except DatabaseError as error:
        return "frozen" if "frozen:" in str(error) else str(error)


def test_nothing_is_added_to_what_was_published(world: World) -> None:
    rubric = world.here.requirement
    row = rubric.rows.first()
    piece = rubric.pieces.exclude(rows=row).first()
    assert row
    assert piece
    with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
        Row.objects.create(
            district=rubric.district,
            requirement=rubric,
            position=9,
            title="One more",
            not_yet="x",
            demonstrated="y",
        )
    with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
        row.pieces.add(piece)


def test_a_draft_of_the_catalog_may_still_change(world: World) -> None:
    draft = world.here.unpublished
    assert Version.objects.filter(pk=draft.pk).update(title="Better")
    assert Row.objects.filter(requirement__version=draft).update(title="Better")


# A page that reads through one of these names has asked whose it is.
ASKED = ("visible_to", "district", "viewer", "person", "submission", "attempt", "award",
         "requirement", "version", "OuterRef", "placed", "account.pk")  # fmt: skip
# Parts of a query that is asked through its own district's submissions.
COUNTED_WITHIN = {"pages/standing.py"}
KEYS = {"pk", "id", "public_id", "slug", "pk__in", "id__in"}


def page_files() -> list[Path]:
    found = [*SOURCE.glob("*/views.py"), *SOURCE.glob("*/views/*.py"), *SOURCE.glob("pages/*.py")]
    return sorted({*found, *SOURCE.glob("review/*.py")} - set(SOURCE.glob("*/apps.py")))


def readings(tree: ast.AST) -> Iterator[tuple[ast.stmt, bool]]:
    """Statements that read rows, and whether they name one by an id from outside."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt) or isinstance(
            node, ast.FunctionDef | ast.ClassDef | ast.If | ast.For | ast.With | ast.Try
        ):
            continue
        names = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
        if "objects" not in names and not _finds_in_all(node):
            continue
        keys = {k.arg for n in ast.walk(node) if isinstance(n, ast.Call) for k in n.keywords}
        yield node, bool(keys & KEYS)


def _finds_in_all(node: ast.AST) -> bool:
    """get_object_or_404(Award, …): in a whole table, where a query would have asked before."""
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "get_object_or_404"
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id[0].isupper()
        for call in ast.walk(node)
    )


def test_no_page_reads_rows_without_asking_whose_they_are() -> None:
    """By id only through `visible_to`, a district, or a query that was asked so before."""
    unasked = []
    for path in page_files():
        for statement, by_id in readings(ast.parse(path.read_text())):
            text = ast.unparse(statement)
            enough = ("visible_to", "district", "request)", "one.", "placed") if by_id else ASKED
            inner = not by_id and str(path.relative_to(SOURCE)) in COUNTED_WITHIN
            if not inner and not any(word in text for word in enough):
                unasked.append(f"{path.relative_to(SOURCE)}:{statement.lineno}: {text[:120]}")
    assert unasked == []
