"""A published version and its parts are not deleted, whoever asks; a draft may be."""

from django.db import migrations

from waypost.journal.frozen import refuse

_VERSION = "EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = {} AND v.published_at IS NOT NULL)"
_REQUIREMENT = (
    "EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id "
    "WHERE r.id = {} AND v.published_at IS NOT NULL)"
)
_ROW = (
    "EXISTS (SELECT 1 FROM catalog_row w JOIN catalog_requirement r ON r.id = w.requirement_id "
    "JOIN catalog_version v ON v.id = r.version_id "
    "WHERE w.id = {} AND v.published_at IS NOT NULL)"
)
_CHOICE = (
    "EXISTS (SELECT 1 FROM catalog_choice c JOIN catalog_requirement r ON r.id = c.requirement_id "
    "JOIN catalog_version v ON v.id = r.version_id "
    "WHERE c.id = {} AND v.published_at IS NOT NULL)"
)
_DELETE = ("DELETE",)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_frozen")]

    operations = [
        refuse("catalog_version", condition="OLD.published_at IS NOT NULL", on=_DELETE),
        *(
            refuse(f"catalog_{name}", condition=_VERSION.format("OLD.version_id"), on=_DELETE)
            for name in ("step", "alignment", "requirement")
        ),
        *(
            refuse(f"catalog_{name}", condition=_REQUIREMENT.format("OLD.requirement_id"), on=_DELETE)
            for name in ("piece", "row", "choice")
        ),
        refuse("catalog_row_pieces", condition=_ROW.format("OLD.row_id"), on=_DELETE),
        refuse("catalog_choice_achievements", condition=_CHOICE.format("OLD.choice_id"), on=_DELETE),
    ]
