"""Addresses of the room pages."""

from django.urls import URLPattern, URLResolver, path

from waypost.pages import (
    award_many,
    award_many_steps,
    badge_evidence,
    badge_files,
    badges,
    correct,
    earlier,
    earlier_records,
    endorsements,
    hours,
    lives,
    mend,
    outside,
    share,
    work_urls,
)
from waypost.pages.achievement import achievement
from waypost.pages.catalog import catalog
from waypost.pages.front import front, robots
from waypost.pages.home import home
from waypost.pages.hub import hub
from waypost.pages.preview import preview
from waypost.pages.shelf import shelf

app_name = "pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front, name="front"),
    path("robots.txt", robots, name="robots"),
    path("home", home, name="home"),
    path("catalog", catalog, name="catalog"),
    path("catalog/<slug:slug>", achievement, name="achievement"),
    path("catalog/<slug:slug>/v<int:number>", achievement, name="version"),
    *work_urls.urlpatterns,
    path("badges", shelf, name="badges"),
    path("badges/add", outside.add, name="outside_add"),
    path("badges/elsewhere/<uuid:pk>", outside.one, name="outside"),
    path("badges/elsewhere/<uuid:pk>/remove", outside.remove, name="outside_remove"),
    path("badges/elsewhere/<uuid:pk>/count", outside.count, name="outside_count"),
    path("badges/<uuid:pk>", badges.badge, name="badge"),
    path("badges/<uuid:pk>/evidence", badge_evidence.evidence, name="badge_evidence"),
    path("badges/<uuid:pk>/withdraw", badges.withdraw, name="withdraw"),
    path("badges/<uuid:pk>/suspend", lives.suspend, name="suspend"),
    path("badges/<uuid:pk>/restore", lives.restore, name="restore"),
    path("badges/<uuid:pk>/renew", lives.renew, name="renew"),
    path("badges/<uuid:pk>/new-code", badges.renew_key, name="renew_key"),
    path("badges/<uuid:pk>/share", share.share, name="share"),
    path("badges/<uuid:pk>/name", correct.correct, {"what": "name"}, name="correct_name"),
    path("badges/<uuid:pk>/date", correct.correct, {"what": "date"}, name="correct_date"),
    path("badges/<uuid:pk>/anew", correct.correct, {"what": "reissue"}, name="sign_anew"),
    path("badges/<uuid:pk>/hours", badges.outside, name="outside_hours"),
    path("awards/of/<uuid:pk>", mend.record, name="record"),
    path("awards/of/<uuid:pk>/name", mend.rename, name="rename"),
    path("awards/of/<uuid:pk>/address", mend.move_address, name="move_address"),
    path("awards/of/<uuid:pk>/join", mend.join, name="join"),
    path("hours", hours.hours_page, name="hours"),
    path("hours/file", hours.hours_file, name="hours_file"),
    path("program", hub, name="hub"),
    path("write/<uuid:pk>/preview", preview, name="preview"),
    path("awards", badges.awards, name="awards"),
    path("award-many", award_many.home, name="award_many"),
    path("award-many/people", award_many.people, name="award_many_people"),
    path("award-many/<uuid:pk>", award_many.one, name="award_list"),
    path("award-many/<uuid:pk>/begin", award_many_steps.begin, name="award_list_begin"),
    path("award-many/<uuid:pk>/report", award_many_steps.report, name="award_list_report"),
    path("award-many/<uuid:pk>/withdraw", award_many_steps.withdraw, name="award_list_withdraw"),
    path("endorsements", endorsements.endorsements, name="endorsements"),
    path("endorsements/<uuid:pk>", endorsements.endorsement, name="endorsement"),
    path("endorsements/<uuid:pk>/show", endorsements.show, name="endorsement_show"),
    path("endorsements/<uuid:pk>/take-out", endorsements.take_out, name="endorsement_take_out"),
    path("earlier", earlier.home, name="earlier"),
    path("earlier/records", earlier_records.records, name="earlier_records"),
    path(
        "earlier/records/<uuid:pk>/take-back",
        earlier_records.take_back_one,
        name="earlier_take_back_one",
    ),
    path("earlier/<uuid:pk>", earlier.one, name="earlier_import"),
    path("earlier/<uuid:pk>/titles", earlier.titles, name="earlier_titles"),
    path("earlier/<uuid:pk>/take-back", earlier.take_back, name="earlier_take_back"),
    path("c/<str:public_id>/card.png", share.card_picture, name="card_picture"),
    path("c/<str:public_id>/small.png", share.small_picture, name="small_picture"),
    path("c/<str:public_id>/frame", share.frame, name="frame"),
    path("handover/<str:token>", share.handing_over, name="handover"),
    path("handover/<str:token>/exchange", share.exchange, name="handover_exchange"),
    path("c/<str:public_id>", badges.public, name="proof"),
    path("c/<str:public_id>/evidence/<uuid:pk>", badges.shown_evidence, name="proof_evidence"),
    path("ob2/issuer.json", badge_files.older_issuer, name="ob2_issuer"),
    path("check", badges.check_page, name="check"),
]
