"""The district's list of apps: which are approved, and when somebody last looked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.catalog.authoring import talk
from waypost.catalog.forms import AppForm
from waypost.catalog.lint import CHECKED_FOR
from waypost.catalog.models import App
from waypost.catalog.policies import may_publish
from waypost.catalog.views.lists import as_uuid
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest

A_PAGE = 50
WRONG = 422


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def apps(request: PersonRequest) -> HttpResponse:
    """`?app=` opens one of them in the form."""
    require(may_publish(request.viewer, request.district))
    today = timezone.localdate(timezone=request.district.zone)
    known = App.objects.visible_to(request.viewer)
    asked = request.POST.get("app") or request.GET.get("app")
    one = get_object_or_404(known, pk=as_uuid(asked)) if asked else None
    if request.method == "POST":
        form = AppForm(request.POST)
        if form.is_valid():
            try:
                app = talk.check_app(
                    app=one, **form.cleaned_data, by=request.viewer, at=timezone.now()
                )
            except talk.NameTaken:
                form.add_error("name", _("This app is on the list. Open it there to change it."))
            else:
                messages.success(request, _("Saved: %(name)s.") % {"name": app.name})
                return HttpResponseRedirect(reverse("catalog:apps"))
    else:
        form = AppForm(initial=_as_typed(one) if one else {"checked_on": today})
    page = Paginator(known.order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "one": one,
        "page": page,
        "old": today - CHECKED_FOR,
        "stale": known.filter(Q(checked_on__lt=today - CHECKED_FOR)).count(),
    }
    return render(request, "catalog/apps.html", context, status=WRONG if form.errors else 200)


def _as_typed(app: App) -> dict[str, object]:
    return {name: getattr(app, name) for name in AppForm.base_fields}
