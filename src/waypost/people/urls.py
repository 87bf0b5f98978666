"""The logo; and signing in: those of allauth's pages that a district needs, in our own words."""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from waypost.people.logo import logo
from waypost.people.views.own import (
    ActivateApp,
    AddPasskey,
    SecondStep,
    ShowPasskeyAgain,
    index,
    own_account,
)
from waypost.people.views.providers import back, go
from waypost.people.views.sign_in import SignIn, ask_for_code, confirm_code, sign_out

urlpatterns = [
    path("logo/<str:name>", logo, name="logo"),
    path("account/login/", SignIn.as_view(), name="account_login"),
    path("account/logout/", sign_out, name="account_logout"),
    path("account/with/<slug:provider_id>/", go, name="openid_connect_login"),
    path("account/with/<slug:provider_id>/back/", back, name="openid_connect_callback"),
    # One's own sign-in: the library comes back to it by either name.
    path("account/sign-in/", index, name="mfa_index"),
    path("account/sign-in/", index, name="mfa_list_webauthn"),
    path("account/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("account/passkey/add/", own_account(AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(
        "account/passkey/<int:pk>/remove/",
        own_account(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/passkey/again/",
        own_account(ShowPasskeyAgain.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/", own_account(ActivateApp.as_view()), name="mfa_activate_totp"),
    path("account/app/remove/", own_account(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "account/recovery-codes/",
        own_account(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        own_account(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("account/second-step/", SecondStep.as_view(), name="mfa_authenticate"),
    path("account/second-step/again/", own_account(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    # There is no sign-up: the page says who brings people in.
    path("account/signup/", views.signup, name="account_signup"),
    path("account/login/code/", ask_for_code, name="account_request_login_code"),
    path("account/login/code/confirm/", confirm_code, name="account_confirm_login_code"),
    path("account/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path(
        "account/password/change/",
        own_account(views.password_change),
        name="account_change_password",
    ),
    path("account/password/set/", own_account(views.password_set), name="account_set_password"),
    path("account/password/reset/", views.password_reset, name="account_reset_password"),
    path(
        "account/password/reset/done/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
