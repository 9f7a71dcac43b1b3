"""The addresses of the office."""

urlpatterns: list[object] = []
