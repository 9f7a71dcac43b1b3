"""The addresses of the intake room."""

from django.urls import path

from unannounced.rooms.intake.api.files import files, part
from unannounced.rooms.intake.api.letters import conversation, erase, key, letters
from unannounced.rooms.intake.api.words import words
from unannounced.rooms.intake.pages import home

urlpatterns = [
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
