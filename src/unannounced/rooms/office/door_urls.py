"""The addresses of the door: signing in and out, the account, the language."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from unannounced.rooms.office.pages import account, calendar_feed, feed_keys, keys, sign_in

urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/second/", sign_in.second, name="second"),
    path("sign-in/passkey/begin/", sign_in.passkey_begin, name="passkey_begin"),
    path("sign-in/passkey/complete/", sign_in.passkey_complete, name="passkey_complete"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("language/", set_language, name="set_language"),
    path("account/", account.account, name="account"),
    path("account/code/", account.add_code, name="add_code"),
    path("account/code/<uuid:factor>/", account.show_code, name="show_code"),
    path("account/passkey/", account.add_passkey, name="add_passkey"),
    path("account/passkey/begin/", account.new_passkey_begin, name="new_passkey_begin"),
    path("account/passkey/complete/", account.new_passkey_complete, name="new_passkey_complete"),
    path("account/key/", keys.member_key, name="member_key"),
    path("account/key/copy/", keys.member_key_copy, name="member_key_copy"),
    path("account/key/passphrase/", keys.member_key_passphrase, name="member_key_passphrase"),
    path("account/key/passkey/", keys.member_key_passkey, name="member_key_passkey"),
    path("account/key/passkey/no-more/", keys.member_key_passkey_no_more, name="member_key_passkey_no_more"),
    path("account/key/revoke/", keys.member_key_revoke, name="member_key_revoke"),
    path("account/calendars/", feed_keys.add_feed_key, name="add_feed_key"),
    path("account/calendars/<uuid:feed_key>/revoke/", feed_keys.revoke, name="revoke_feed_key"),
    path("calendar/<str:token>/days.ics", calendar_feed.calendar_feed, name="calendar_feed"),
    path("account/factors/<uuid:factor>/remove/", account.remove, name="remove_factor"),
]
