"""Where everything is, by the district's own address and never by what a request calls it."""

from django.urls import reverse

from waypost.people.logo import logo_url
from waypost.people.models import District
from waypost.wallets.models import Policies


def whole(district: District, name: str) -> str:
    return f"{district.address}{reverse(f'wallets:{name}')}"


def policies_of(district: District) -> tuple[str, str]:
    """Privacy and terms: the district's own pages, or what the product says of wallets."""
    kept = Policies.objects.filter(district=district).first()
    ours = whole(district, "about")
    return (kept.privacy_url if kept else "") or ours, (kept.terms_url if kept else "") or ours


def picture_of(district: District) -> str:
    path = logo_url(district)
    return f"{district.address}{path}" if path else ""
