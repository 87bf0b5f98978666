"""A district's colours as a stylesheet, and the page that shows every component."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from waypost.ui import palette, samples

FOR_GOOD = "public, max-age=31536000, immutable"


def brand_css_url(district: object) -> str:
    """The address for the page's head; empty when the district keeps the colours of ui.css."""
    brand, accent = _colors(district)
    if brand == palette.DEFAULT_BRAND and not accent:
        return ""
    return reverse("ui:brand", args=[palette.digest(brand, accent)])


@require_safe
def brand_stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """An outdated address leads to the colours of today instead of an unstyled page."""
    brand, accent = _colors(getattr(request, "district", None))
    if digest != palette.digest(brand, accent):
        now = reverse("ui:brand", args=[palette.digest(brand, accent)])
        return HttpResponseRedirect(now, headers={"Cache-Control": "no-store"})
    return HttpResponse(
        palette.stylesheet(brand, accent),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": FOR_GOOD},
    )


def _colors(district: object) -> tuple[str, str]:
    """What the district chose, or the default for what is missing or not a color."""
    made = []
    for name, default in (("brand", palette.DEFAULT_BRAND), ("accent", "")):
        value = getattr(district, name, "") or default
        try:
            made.append(palette.clean(value) if value else "")
        except palette.NotAColorError:
            made.append(default)
    return made[0], made[1]


def _shown(request: HttpRequest) -> bool:
    """To the people who build the product, and to whoever looks at the demo."""
    return settings.SHOW_COMPONENTS or getattr(getattr(request, "district", None), "demo", False)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """`?theme=`, `?brand=`, `?accent=` and `?verdict=` try others; nothing is stored."""
    if not _shown(request):
        raise Http404
    brand, accent, theme, verdict = (
        request.GET.get(name, "") for name in ("brand", "accent", "theme", "verdict")
    )
    context = {"theme": theme if theme in palette.THEMES else "", "brand": brand}
    if brand:
        query = urlencode({"brand": brand, "accent": accent})
        context["brand_css_url"] = f"{reverse('ui:sample')}?{query}"
    if verdict in samples.VERDICTS:
        return render(request, "ui/sample_verdict.html", context | samples.verdict(verdict))
    shown = samples.context()
    for room in shown["rooms"]:
        shown |= room.context()
    return render(request, "ui/components.html", context | shown)


@require_safe
def sample_stylesheet(request: HttpRequest) -> HttpResponse:
    """Any brand, for the components page alone."""
    if not _shown(request):
        raise Http404
    brand, accent = (request.GET.get(name, "") for name in ("brand", "accent"))
    try:
        made = palette.stylesheet(f"#{brand}", f"#{accent}" if accent else "")
    except palette.NotAColorError as wrong:
        raise Http404 from wrong
    return HttpResponse(made, content_type="text/css; charset=utf-8")
