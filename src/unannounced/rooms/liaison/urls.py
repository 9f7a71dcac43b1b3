"""The addresses of the liaison room."""

from django.urls import path
from django.views.i18n import set_language

from unannounced.rooms.liaison.pages import answers, give, give_out, home, report, sign_in, take_back

urlpatterns = [
    path("", home.home, name="home"),
    path("healthy/", home.healthy, name="healthy"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/second/", sign_in.second, name="second"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("language/", set_language, name="set_language"),
    path("reports/<uuid:report>/", report.report, name="report"),
    path("reports/<uuid:report>/files/<str:digest>/", report.report_file, name="report_file"),
    path("reports/<uuid:report>/answers/", answers.answers, name="answers"),
    path("reports/<uuid:report>/answers/<uuid:item>/", answers.answer, name="answer"),
    path("reports/<uuid:report>/give-out/", give_out.give_out, name="give_out"),
    path("reports/<uuid:report>/give-out/<str:form>/", give_out.given_out, name="given_out"),
    path("reports/<uuid:report>/take-back/", take_back.take_back, name="take_back"),
    path("reports/<uuid:report>/document/", take_back.document, name="document"),
    path("reports/<uuid:report>/laid/<uuid:laid>/", take_back.laid, name="laid"),
    path("reports/<uuid:report>/give/", give.give, name="give"),
]

handler400 = "django.views.defaults.bad_request"
handler403 = "django.views.defaults.permission_denied"
handler404 = "django.views.defaults.page_not_found"
handler500 = "django.views.defaults.server_error"
