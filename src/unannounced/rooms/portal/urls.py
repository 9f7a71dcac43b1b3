"""The addresses of the portal."""

urlpatterns: list[object] = []
