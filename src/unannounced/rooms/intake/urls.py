"""The addresses of the intake room."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path

from unannounced.rooms.intake.api.files import files, part
from unannounced.rooms.intake.api.letters import conversation, erase, key, letters
from unannounced.rooms.intake.api.words import words
from unannounced.rooms.intake.pages import answers, home, write

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.languages, name="languages"),
    path("healthy/", home.healthy, name="healthy"),
    path("api/key", key, name="key"),
    path("api/letters", letters, name="letters"),
    path("api/conversation", conversation, name="conversation"),
    path("api/erase", erase, name="erase_conversation"),
    path("api/files", files, name="files"),
    path("api/files/<str:digest>/parts/<int:number>", part, name="part"),
    path("api/words/<str:language>.json", words, name="words"),
]
urlpatterns += i18n_patterns(
    path("", home.front, name="front"),
    path("write/", write.write, name="write"),
    path("answers/", answers.answers, name="answers"),
    path("erase/", answers.erase, name="erase"),
    path("left/", home.left, name="left"),
)
